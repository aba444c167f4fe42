/*
 * Attack: fills /work and /tmp.
 * Incident: piston-629 resource-bombs huge-files
 * Expect: exited 0
 * Limits: diskBytes=4194304
 * Stdout: safe
 */
#include "attack.h"
static void fill(const char *folder)
{
	static char block[65536];
	long total = 0;
	char path[64];
	for (int file = 0; file < 64; file++) {
		sprintf(path, "%s/%d", folder, file);
		int fd = open(path, O_CREAT | O_WRONLY, 0600);
		for (int i = 0; fd >= 0 && i < 16; i++) { long n = write(fd, block, sizeof block); if (n > 0) total += n; }
	}
	if (total > 4194304 || total < 4000000) printf("BREACH: %ld bytes in %s\n", total, folder);
}
int main(void) { fill("/work"); fill("/tmp"); fill("/dev/shm"); return safe(); }
