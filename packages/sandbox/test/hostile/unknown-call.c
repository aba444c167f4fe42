/*
 * Attack: a system call that no list knows.
 * Incident: judger-deny-list
 * Expect: syscall-refused #999
 * Violations: #999
 */
#include "attack.h"
int main(void) { syscall(999, 1, 2, 3); puts("BREACH: went on"); }
