/*
 * Attack: fills the third writable place, which is no folder of its own.
 * Incident: piston-629 resource-bombs huge-files
 * Expect: exited 0
 * Limits: diskBytes=2097152
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static char block[65536];
	static const char *const places[] = {"/work", "/tmp", "/dev/shm"};
	for (int i = 0; i < 3; i++) {
		long total = 0;
		char path[64];
		for (int file = 0; file < 40; file++) {
			sprintf(path, "%s/%d", places[i], file);
			int fd = open(path, O_CREAT | O_WRONLY, 0600);
			for (ssize_t n; fd >= 0 && (n = write(fd, block, sizeof block)) > 0 && total < 64 << 20;) if ((total += n) % (1 << 20) == 0) break;
			close(fd);
		}
		if (total > 2097152) printf("BREACH: %ld bytes in %s\n", total, places[i]);
	}
	return safe();
}
