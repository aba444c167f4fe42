/*
 * Attack: ends by a signal that has no name.
 * Incident: judge0-298
 * Expect: signaled SIGRTMIN+3
 */
#include <signal.h>
int main(void) { raise(SIGRTMIN + 3); }
