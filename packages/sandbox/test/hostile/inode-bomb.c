/*
 * Attack: makes files without end.
 * Incident: inode-bomb
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	char name[32];
	for (int i = 0; i < 100000; i++) {
		sprintf(name, "%d", i);
		int fd = open(name, O_CREAT | O_WRONLY, 0600);
		if (fd < 0) return errno == ENOSPC ? safe() : 1;
		close(fd);
	}
	puts("BREACH: 100000 files");
}
