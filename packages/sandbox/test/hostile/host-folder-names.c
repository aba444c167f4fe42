/*
 * Attack: reads names of folders of the host from the list of mounts, beyond those it was given.
 * Incident: proc-of-others
 * Expect: exited 0
 * Arguments: {folder}
 * Stdout: safe
 */
#include "attack.h"
int main(int count, char **arguments)
{
	char line[1024];
	static const char *const lists[] = {"/proc/self/mountinfo", "/proc/self/mounts", "/proc/self/mountstats", "/proc/self/maps"};
	const char *others[] = {arguments[count - 1], "/sys/fs/cgroup", "/home", "/root/"};
	for (int i = 0; i < 4; i++) {
		FILE *mounts = fopen(lists[i], "r");
		while (mounts && fgets(line, sizeof line, mounts))
			for (int k = 0; k < 4; k++) if (strstr(line, others[k])) printf("BREACH: %s: %s", lists[i], line);
	}
	return safe();
}
