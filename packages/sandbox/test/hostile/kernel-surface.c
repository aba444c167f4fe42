/*
 * Attack: the calls that most kernel exploits begin with.
 * Incident: judger-deny-list kernel-surface personality
 * Expect: exited 0
 * Violations: bpf perf_event_open userfaultfd io_uring_setup keyctl add_key request_key personality init_module kexec_load reboot syslog
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	must_fail(syscall(SYS_bpf, 0, 0, 0), "bpf");
	must_fail(syscall(SYS_perf_event_open, 0, 0, -1, -1, 0), "perf_event_open");
	must_fail(syscall(SYS_userfaultfd, 0), "userfaultfd");
	must_fail(syscall(SYS_io_uring_setup, 1, 0), "io_uring_setup");
	must_fail(syscall(SYS_keyctl, 0, -3, 1), "keyctl");
	must_fail(syscall(SYS_add_key, "user", "name", "value", 5, -3), "add_key");
	must_fail(syscall(SYS_request_key, "user", "name", 0, 0), "request_key");
	must_fail(syscall(SYS_personality, 0x0040000), "personality");
	must_fail(syscall(SYS_init_module, 0, 0, ""), "init_module");
	must_fail(syscall(SYS_kexec_load, 0, 0, 0, 0), "kexec_load");
	must_fail(syscall(SYS_reboot, 0xfee1dead, 672274793, 0x4321fedc, 0), "reboot");
	must_fail(syscall(SYS_syslog, 3, 0, 0), "syslog");
	return safe();
}
