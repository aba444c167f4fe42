/*
 * Attack: sends itself the signal of a refused system call, to slander the sandbox.
 * Incident: judge0-298
 * Expect: signaled SIGSYS
 * Violations: none
 */
#include <signal.h>
int main(void) { raise(SIGSYS); }
