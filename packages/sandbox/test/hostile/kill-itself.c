/*
 * Attack: kills itself with SIGKILL, to look like a limit.
 * Incident: judge0-298
 * Expect: signaled SIGKILL
 */
#include <signal.h>
int main(void) { raise(SIGKILL); }
