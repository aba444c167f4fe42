/*
 * Attack: has the assembler put its environment into the program, where the server's settings would be.
 * Incident: DMOJ-318 judge0-564
 * Expect: exited 0 | exited 1
 * Program: exited 0
 */
#include <stdio.h>
#include <string.h>
__asm__(".section .rodata\n.globl taken\ntaken: .incbin \"/proc/self/environ\"\n.byte 0\n.globl taken_end\ntaken_end:\n.text");
extern const char taken[], taken_end[];
int main(void)
{
	for (const char *at = taken; at < taken_end; at += strlen(at) + 1) if (strstr(at, "LETSCODE" "_TEST")) printf("BREACH: %s\n", at);
	return 0;
}
