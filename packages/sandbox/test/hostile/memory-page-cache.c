/*
 * Attack: none, though it looks like one: reads far more from files than it may have of memory.
 * Incident: page-cache
 * Expect: exited 0
 * Limits: memoryBytes=33554432
 * Stdout: safe
 */
#include "attack.h"
#include <dirent.h>
static long total;
static void read_all(const char *folder)
{
	static char block[1 << 18];
	char path[512];
	DIR *entries = opendir(folder);
	for (struct dirent *e; entries && (e = readdir(entries)) && total < 120 << 20;) {
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		int fd = open(path, O_RDONLY);
		for (ssize_t n; fd >= 0 && (n = read(fd, block, sizeof block)) > 0;) total += n;
		close(fd);
	}
}
int main(void)
{
	read_all("/usr/bin");
	read_all("/usr/lib/x86_64-linux-gnu");
	return total > 60 << 20 ? safe() : 1;
}
