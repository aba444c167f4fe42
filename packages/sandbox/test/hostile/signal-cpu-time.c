/*
 * Attack: sends itself the signal of a CPU time limit, which it has not reached.
 * Incident: judge0-298
 * Expect: signaled SIGXCPU
 */
#include <signal.h>
int main(void) { raise(SIGXCPU); }
