/*
 * Building a root as planned, in the builder's own mount namespace: a tmpfs with links, bound trees, devices, and a few
 * files of our own; then everything of the host is let go.
 */
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/mount.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static const char *const BASE = "/tmp"; /* covered by the new root */

static bool make_parents(const char *path)
{
	char copy[PATH_MAX];
	snprintf(copy, sizeof copy, "%s", path);
	for (char *slash = copy; (slash = strchr(slash, '/')); slash++) {
		*slash = 0;
		if (copy[0] && mkdir(copy, 0755) < 0 && errno != EEXIST) return false;
		*slash = '/';
	}
	return true;
}

static bool make_file(const char *path, const char *text)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
	if (fd < 0) return false;
	bool written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	return close(fd) == 0 && written;
}

/* Paths of the new root are relative: the builder stands in it. */
static bool build_place(const struct place *place)
{
	const char *at = place->path + 1;
	if (!make_parents(at)) return false;
	if (place->link[0]) return symlink(place->link, at) == 0 || errno == EEXIST;
	if (place->is_folder ? mkdir(at, 0755) < 0 && errno != EEXIST : !make_file(at, "") && errno != EEXIST) return false;
	if (place->tree < 0) return true;
	return syscall(SYS_move_mount, place->tree, "", AT_FDCWD, at, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

static bool build_device(const char *name, unsigned minor_number)
{
	char at[32], from[32];
	snprintf(at, sizeof at, "dev/%s", name);
	snprintf(from, sizeof from, "/dev/%s", name);
	if (mknod(at, S_IFCHR | 0666, makedev(1, minor_number)) == 0) return chmod(at, 0666) == 0;
	if (errno != EPERM) return false;
	struct mount_attr harmless = {.attr_set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC};
	return make_file(at, "") && mount(from, at, NULL, MS_BIND, NULL) == 0 && /* no right to make devices: bind the host's */
	       syscall(SYS_mount_setattr, AT_FDCWD, at, 0, &harmless, sizeof harmless) == 0;
}

static bool build_devices(void)
{
	if (mkdir("dev", 0755) < 0 || mount("tmpfs", "dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=64k,nr_inodes=32") < 0) return false;
	if (!build_device("null", 3) || !build_device("zero", 5) || !build_device("full", 7)) return false;
	if (!build_device("random", 8) || !build_device("urandom", 9)) return false;
	if (symlink("/proc/self/fd", "dev/fd") || symlink("/proc/self/fd/0", "dev/stdin")) return false;
	if (symlink("/proc/self/fd/1", "dev/stdout") || symlink("/proc/self/fd/2", "dev/stderr")) return false;
	if (mkdir("dev/shm", 0755) < 0) return false;
	struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
	return syscall(SYS_mount_setattr, AT_FDCWD, "dev", 0, &read_only, sizeof read_only) == 0;
}

static bool build_etc(const struct plan *plan)
{
	if (root_is_bound(plan, "/etc")) return true;
	if (mkdir("etc", 0755) < 0 && errno != EEXIST) return false;
	return (access("etc/passwd", F_OK) == 0 ||
		make_file("etc/passwd", "root:x:0:0:root:/:/bin/sh\nrunner:x:1000:1000:runner:/work:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n")) &&
	       (access("etc/group", F_OK) == 0 || make_file("etc/group", "root:x:0:\nrunner:x:1000:\nnogroup:x:65534:\n")) &&
	       (access("etc/hosts", F_OK) == 0 || make_file("etc/hosts", "127.0.0.1 localhost box\n"));
}

/* In the child: returns the name of the step that failed, or NULL when its mount namespace is the new root. */
const char *root_build(const struct root_request *request, int host_proc)
{
	struct plan plan = {calloc(ROOT_PLACES, sizeof(struct place)), 0};
	if (!plan.places) return "memory";
	if (!root_plan(&plan, request)) return fault_text();
	if (mount("tmpfs", BASE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m,nr_inodes=2048") < 0) return "mount the root";
	if (chdir(BASE) < 0) return "enter the root";
	static const char *const folders[] = {"proc", "work", "tmp"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (mkdir(folders[i], 0755) < 0) return "make folders in the root";
	if (!build_devices()) return "make /dev";
	for (size_t i = 0; i < plan.count; i++)
		if (!build_place(&plan.places[i])) return "place a root path";
	if (!build_etc(&plan)) return "make /etc";
	if (syscall(SYS_move_mount, host_proc, "", AT_FDCWD, "proc", MOVE_MOUNT_F_EMPTY_PATH) < 0) return "place /proc";
	if (syscall(SYS_pivot_root, ".", ".") < 0) return "pivot_root";
	if (umount2(".", MNT_DETACH) < 0) return "unmount the host";
	/* Covered by the box's own, and never to be of use should that cover fall. */
	struct mount_attr harmless = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC};
	if (syscall(SYS_mount_setattr, AT_FDCWD, "/proc", 0, &harmless, sizeof harmless) < 0) return "make /proc read-only";
	struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
	if (syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &read_only, sizeof read_only) < 0) return "make the root read-only";
	return NULL;
}
