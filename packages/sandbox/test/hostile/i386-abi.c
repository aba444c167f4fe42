/*
 * Attack: the 32-bit entry, where numbers mean other calls (getpid is mkdir's number there).
 * Incident: i386-abi judger-deny-list
 * Expect: syscall-refused i386:getpid
 * Violations: i386:getpid
 */
#include <stdio.h>
int main(void) { long result; __asm__ volatile("int $0x80" : "=a"(result) : "a"(20)); printf("BREACH: %ld\n", result); }
