/*
 * Attack: gives its memory back before the end; the peak is what counts.
 * Incident: judge0-298
 * Expect: exited 0
 * Memory: 60..72
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	size_t size = 60 << 20;
	char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (size_t i = 0; i < size; i += 4096) p[i] = 1;
	munmap(p, size);
	usleep(50000);
	return 0;
}
