/*
 * Attack: kills itself with SIGKILL, to look like a limit.
 * Expect: signaled SIGKILL
 */
#include <signal.h>
int main(void) { raise(SIGKILL); }
