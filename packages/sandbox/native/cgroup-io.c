/*
 * The block devices of this machine, for limits of I/O: whole disks as /sys/block lists them, without those in memory.
 *
 * The kernel counts what goes to and comes from a device. What a program writes stays in memory (tmpfs) and what it reads
 * is mostly cached, so the limit is for the program that reads the machine's disk to slow the others.
 */
#include "cgroup.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static bool is_in_memory(const char *name)
{
	return !strncmp(name, "ram", 3) || !strncmp(name, "loop", 4) || !strncmp(name, "zram", 4);
}

size_t cgroup_devices(char numbers[][16], size_t room)
{
	size_t count = 0;
	DIR *folder = opendir("/sys/block");
	if (!folder) return 0;
	for (struct dirent *entry; count < room && (entry = readdir(folder));) {
		char path[300];
		if (entry->d_name[0] == '.' || is_in_memory(entry->d_name)) continue;
		snprintf(path, sizeof path, "/sys/block/%s/dev", entry->d_name);
		FILE *file = fopen(path, "re");
		if (!file) continue;
		if (fscanf(file, "%15[0-9:]", numbers[count]) == 1) count++;
		fclose(file);
	}
	closedir(folder);
	return count;
}
