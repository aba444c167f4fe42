/*
 * Attack: fifos, links and folders without end: no bytes, but inodes.
 * Incident: resource-bombs inode-bomb
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	char name[32];
	int made = 0;
	for (int i = 0; i < 30000; i++) {
		sprintf(name, "/tmp/%d", i);
		int result = i % 3 == 0 ? mkfifo(name, 0600) : i % 3 == 1 ? symlink("/etc/shadow", name) : mkdir(name, 0700);
		if (result < 0) break;
		made++;
	}
	if (made >= 30000) puts("BREACH: 30000 inodes");
	return safe();
}
