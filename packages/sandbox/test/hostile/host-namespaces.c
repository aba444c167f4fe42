/*
 * Attack: is in a namespace of the host after all.
 * Incident: CVE-2024-29021 isolate-channels
 * Expect: exited 0
 * Arguments: {namespaces}
 * Stdout: safe
 */
#include "attack.h"
int main(int count, char **arguments)
{
	static const char *const kinds[] = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"};
	char path[64], name[64];
	for (int i = 0; i < 7; i++) {
		sprintf(path, "/proc/self/ns/%s", kinds[i]);
		ssize_t length = readlink(path, name, sizeof name - 1);
		if (length <= 0) continue;
		name[length] = 0;
		if (strstr(arguments[count - 1], name)) printf("BREACH: %s is the host's\n", name);
	}
	return safe();
}
