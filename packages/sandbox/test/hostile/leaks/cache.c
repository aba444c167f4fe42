/*
 * Attack: asks the kernel which pages of a shared file are in memory, because the other has read them.
 * Incident: isolate-channels
 * Expect: exited 0 | syscall-refused cachestat
 * Beside: a b
 */
#include "meeting.h"
#include <sys/mman.h>
static char *map;
static void look(void)
{
	unsigned char present[1];
	/* For a file that one may not write, the kernel says that all of it is there. */
	if (map != MAP_FAILED && mincore(map, 4096, present) == 0 && !(present[0] & 1)) puts("BREACH: mincore tells");
}
int main(void)
{
	map = mmap(0, 4096, PROT_READ, MAP_PRIVATE, open("/usr/lib/x86_64-linux-gnu/libm.so.6", O_RDONLY), 0);
	return meet(look);
}
