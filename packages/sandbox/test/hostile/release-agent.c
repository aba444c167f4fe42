/*
 * Attack: has the kernel start a program outside when a control group becomes empty (CVE-2022-0492).
 * Incident: CVE-2022-0492
 * Expect: exited 0
 * Violations: unshare mount
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
#include <sys/mount.h>
int main(void)
{
	char line[512];
	must_fail(unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWCGROUP), "unshare");
	mkdir("/work/cgroup", 0700);
	must_fail(mount("cgroup", "/work/cgroup", "cgroup", 0, "rdma"), "mount of cgroup");
	must_fail(mount("cgroup2", "/work/cgroup", "cgroup2", 0, 0), "mount of cgroup2");
	must_fail(access("/sys/fs/cgroup", F_OK), "/sys/fs/cgroup");
	FILE *mounts = fopen("/proc/self/mountinfo", "r");
	while (mounts && fgets(line, sizeof line, mounts)) if (strstr(line, " - cgroup")) printf("BREACH: %s", line);
	FILE *groups = fopen("/proc/self/cgroup", "r");
	while (groups && fgets(line, sizeof line, groups)) if (strcmp(strrchr(line, ':'), ":/\n")) printf("BREACH: a path of the host: %s", line);
	return safe();
}
