/*
 * Attack: a refused call's number with bits above the 32 that the kernel looks at.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Violations: ptrace
 * Stdout: safe
 */
#include "attack.h"
int main(void) { must_fail(syscall(0x100000000 | SYS_ptrace, 0, 0, 0, 0), "ptrace"); return safe(); }
