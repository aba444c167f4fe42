/*
 * Attack: touches a page behind the end of a mapped file.
 * Incident: judge0-298
 * Expect: signaled SIGBUS
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	int fd = open("/work/empty", O_CREAT | O_RDWR, 0600);
	return *(volatile char *)mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
}
