/*
 * Attack: watches the host, and the runs beside it, through /proc.
 * Incident: proc-of-others
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"keys", "key-users", "loadavg", "stat", "interrupts", "softirqs", "locks", "meminfo", "vmstat", "timer_list",
		"sched_debug", "schedstat", "kallsyms", "kmsg", "kcore", "version", "cmdline", "mounts/..", "sys/fs/file-nr", "sys/kernel/random/boot_id", "pressure/cpu",
		"partitions", "diskstats", "swaps", "net/tcp", "sysvipc/shm", "bus", "fs", "1/status", "1/cmdline"};
	if (chdir("/proc") < 0) puts("BREACH: no /proc");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		int fd = strchr(paths[i], '.') ? -1 : open(paths[i], O_RDONLY);
		char text[80] = "";
		if (fd >= 0) read(fd, text, 60);
		if (fd >= 0) printf("BREACH: /proc/%s %s\n", paths[i], text);
	}
	return safe();
}
