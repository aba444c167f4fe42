/*
 * Attack: jumps into a 32-bit code segment, where the numbers of system calls mean others.
 * Incident: judger-deny-list i386-abi
 * Expect: syscall-refused i386:getpid
 * Violations: i386:getpid
 * Stdout: before
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	/* mov eax, 20; int 0x80; int3 */
	static const unsigned char code[] = {0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xcc};
	char *page = mmap((void *)0x10000000, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	memcpy(page, code, sizeof code);
	puts("before");
	fflush(stdout);
	__asm__ volatile("lea 8000(%0), %%rsp; push $0x23; push %0; lretq" : : "r"((unsigned long)page) : "memory");
}
