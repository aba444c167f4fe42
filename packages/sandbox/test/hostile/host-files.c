/*
 * Attack: reads what belongs to the host.
 * Incident: expected-answer proc-of-others
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"/etc/shadow", "/etc/ssh", "/root", "/home", "/var", "/sys", "/sys/fs/cgroup", "/run", "/boot", "/opt",
		"/etc/hostname", "/proc/1/root/etc/shadow", "/proc/1/environ", "/proc/1/cwd", "/proc/1/maps", "/proc/self/cwd/../../../../etc/shadow",
		"/dev/vda", "/dev/sda", "/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/ptmx", "/dev/kvm", "/dev/fuse", "/dev/vsock", "/proc/kcore"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(open(paths[i], O_RDONLY), paths[i]);
	return safe();
}
