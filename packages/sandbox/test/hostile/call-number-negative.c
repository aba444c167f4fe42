/*
 * Attack: a system call of number minus one.
 * Incident: judger-deny-list
 * Expect: syscall-refused #-1 | syscall-refused x32:#-1 | exited 0
 * Stdout:
 */
#include "attack.h"
int main(void) { must_fail(syscall(-1), "call -1"); return 0; }
