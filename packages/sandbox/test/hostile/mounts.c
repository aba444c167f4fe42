/*
 * Attack: changes what is mounted, to get at what lies below (CVE-2022-0492 and others).
 * Incident: mounting CVE-2022-0492 chroot-breakout pivot-root
 * Expect: exited 0
 * Violations: mount umount2 pivot_root chroot open_tree move_mount mount_setattr fsopen
 * Stdout: safe
 */
#include "attack.h"
#include <sys/mount.h>
int main(void)
{
	must_fail(mount("none", "/work", "tmpfs", 0, 0), "mount");
	must_fail(umount2("/proc", MNT_DETACH), "umount /proc");
	must_fail(syscall(SYS_pivot_root, "/work", "/work"), "pivot_root");
	must_fail(chroot("/work"), "chroot");
	must_fail(syscall(SYS_open_tree, -100, "/", 1), "open_tree");
	must_fail(syscall(SYS_move_mount, -100, "/", -100, "/work", 0), "move_mount");
	must_fail(syscall(SYS_mount_setattr, -100, "/", 0, 0, 0), "mount_setattr");
	must_fail(syscall(SYS_fsopen, "cgroup", 0), "fsopen");
	return safe();
}
