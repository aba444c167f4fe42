/*
 * Attack: more kinds of refused calls than a report has room for.
 * Incident: report-names-calls
 * Expect: exited 0
 * Violations: ptrace
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const int calls[] = {SYS_ptrace, SYS_mount, SYS_umount2, SYS_swapon, SYS_swapoff, SYS_reboot, SYS_sethostname, SYS_setdomainname,
		SYS_iopl, SYS_ioperm, SYS_init_module, SYS_delete_module, SYS_quotactl, SYS_acct, SYS_settimeofday, SYS_adjtimex, SYS_chroot,
		SYS_pivot_root, SYS_unshare, SYS_setns, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_bpf, SYS_perf_event_open, SYS_kcmp,
		SYS_userfaultfd, SYS_fanotify_init, SYS_inotify_init, SYS_io_uring_setup, SYS_shmget, SYS_semget, SYS_msgget, SYS_mq_open,
		SYS_personality, SYS_syslog, SYS_kexec_load, SYS_move_pages, SYS_migrate_pages, SYS_socket, SYS_setxattr, SYS_removexattr};
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) must_fail(syscall(calls[i], -1, -1, -1, -1, -1, -1), "a refused call");
	return safe();
}
