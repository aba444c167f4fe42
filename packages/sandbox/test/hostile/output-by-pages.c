/*
 * Attack: gives pages of its own to the pipe and changes them afterwards, when they may lie in a file of the host.
 * Incident: held-pipes
 * Expect: exited 0
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void)
{
	char *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < 50; i++) {
		struct iovec part = {page, 4096};
		memset(page, 'a' + i % 26, 4096);
		vmsplice(1, &part, 1, 8 /* SPLICE_F_GIFT */);
		memset(page, '!', 4096);
	}
	return 0;
}
