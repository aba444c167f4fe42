/*
 * Attack: returns from a signal that never came, with a frame of its own making.
 * Incident: judge0-298
 * Expect: signaled SIGSEGV
 */
#include "attack.h"
#include <signal.h>
int main(void)
{
	__asm__ volatile("lea forged(%rip), %rsp; mov $15, %eax; syscall; .data; forged: .fill 4096, 1, 0xff; .text");
	return 1;
}
