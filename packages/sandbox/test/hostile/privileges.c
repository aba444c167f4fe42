/*
 * Attack: is or becomes more than nobody: ids, capabilities, set-user-id files, limits.
 * Incident: judge0-508
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/prctl.h>
#include <sys/resource.h>
static void look(void)
{
	char line[256];
	FILE *status = fopen("/proc/self/status", "r");
	while (fgets(line, sizeof line, status)) {
		if (!strncmp(line, "Cap", 3) && strtoull(strchr(line, ':') + 1, 0, 16) != 0) printf("BREACH: %s", line);
		if (!strncmp(line, "NoNewPrivs:", 11) && atoi(line + 11) != 1) printf("BREACH: %s", line);
		if (!strncmp(line, "Seccomp:", 8) && atoi(line + 8) != 2) printf("BREACH: %s", line);
	}
}
int main(void)
{
	look();
	must_fail(setuid(0), "setuid");
	must_fail(setresgid(0, 0, 0), "setresgid");
	must_fail(setgroups(0, 0), "setgroups");
	must_fail(nice(-5) == -1 && errno ? -1 : 0, "nice");
	must_fail(mknod("/work/disk", S_IFBLK | 0600, 0xfe00), "mknod");
	must_fail(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), "no_new_privs off");
	must_fail(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0), "ambient capability");
	struct rlimit files = {100000, 100000};
	must_fail(setrlimit(RLIMIT_NOFILE, &files), "raise a limit");
	struct rlimit core;
	getrlimit(RLIMIT_CORE, &core);
	if (core.rlim_max != 0) puts("BREACH: core dumps");
	return safe();
}
