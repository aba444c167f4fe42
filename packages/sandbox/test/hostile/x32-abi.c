/*
 * Attack: the x32 numbers, which lists of plain numbers forget.
 * Incident: judger-deny-list
 * Expect: syscall-refused x32:getpid
 * Violations: x32:getpid
 */
#include "attack.h"
int main(void) { printf("BREACH: %ld\n", syscall(0x40000000 + 39)); }
