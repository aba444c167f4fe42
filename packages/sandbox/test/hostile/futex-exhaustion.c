/*
 * Attack: thousands of waits on thousands of addresses, with lists of locks that never end.
 * Incident: resource-bombs
 * Expect: exited 0 | cpu-limit
 * Limits: cpuTimeMs=500
 */
#include "attack.h"
#include <linux/futex.h>
#include <time.h>
int main(void)
{
	static unsigned words[1 << 16];
	static struct robust_list_head head;
	struct timespec none = {0, 1};
	head.list.next = &head.list; /* a ring: the kernel follows it at the end */
	head.futex_offset = 8;
	syscall(SYS_set_robust_list, &head, sizeof head);
	for (int i = 0; i < 2000; i++) syscall(SYS_futex, &words[i * 31 % (1 << 16)], FUTEX_WAIT, 0, &none, 0, 0);
	return 0;
}
