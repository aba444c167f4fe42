/*
 * Attack: settings of the kernel and of itself through /proc.
 * Incident: CVE-2022-0492
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/self/oom_score_adj",
		"/proc/self/uid_map", "/proc/self/mem", "/proc/self/coredump_filter", "/proc/sys/user/max_user_namespaces"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(open(paths[i], O_WRONLY), paths[i]);
	return safe();
}
