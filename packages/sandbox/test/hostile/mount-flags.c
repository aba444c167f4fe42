/*
 * Attack: looks for a mount with a right too many: to write, devices, set-user-id programs.
 * Incident: judge0-508 CVE-2022-0492
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
static char places[64][256], options[64][256];
int main(void)
{
	char line[1024];
	int count = 0;
	FILE *mounts = fopen("/proc/self/mountinfo", "r");
	while (mounts && count < 64 && fgets(line, sizeof line, mounts)) count += sscanf(line, "%*s %*s %*s %*s %255s %255s", places[count], options[count]) == 2;
	for (int i = 0; i < count; i++) {
		int covered = 0; /* by a later mount at the same place, which nobody here can take away */
		for (int k = i + 1; k < count; k++) covered |= !strcmp(places[i], places[k]);
		int own = !strcmp(places[i], "/work") || !strcmp(places[i], "/tmp") || !strcmp(places[i], "/dev/shm");
		if (covered) continue;
		if (!strstr(options[i], "nosuid")) printf("BREACH: set-user-id programs in %s (%s)\n", places[i], options[i]);
		if (strncmp(places[i], "/dev", 4) && !strstr(options[i], "nodev")) printf("BREACH: devices in %s (%s)\n", places[i], options[i]);
		if (!own && strncmp(places[i], "/dev/", 5) && strncmp(options[i], "ro", 2)) printf("BREACH: %s can be written (%s)\n", places[i], options[i]);
	}
	if (count < 5) puts("BREACH: no list of mounts");
	return safe();
}
