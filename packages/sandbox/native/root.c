/*
 * Read-only roots: one mount namespace per set of root paths, made once.
 *
 * A process that clones into a new mount namespace copies every mount of its own. So the helper keeps, for each set, a
 * namespace that holds little more than the root itself; it enters that one only to clone (run.c). Inside are
 *   the root paths, bound read-only at their own place; a symbolic link on the way is made anew and its target placed too
 *   /work /tmp /proc /dev/shm and the caller's mount points, empty; each run mounts fresh things there
 *   /dev with null, zero, full, random, urandom; small /etc/passwd, /etc/group, /etc/hosts
 * All of it is owned by the host's user namespace, hence locked for the box: it can neither unmount nor remount any of it.
 * The host's /proc lies under the box's own: the kernel lets a user namespace mount /proc only where one is in full view.
 *
 * Two passes, in a child process: plan (resolve links, clone the trees, while the host is in view), then build.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_PLACES = 512, MAX_ROOTS = 32, MAX_LINKS = 40 };

struct place {
	char path[PATH_MAX];
	char link[PATH_MAX]; /* not empty: a symbolic link to this */
	int tree;            /* else a detached tree, or -1 for an empty mount point */
	bool is_folder;
};

struct plan {
	struct place *places;
	size_t count;
};

static const char *const BASE = "/tmp"; /* covered by the new root in the builder's own namespace */

static struct place *add_place(struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->count; i++)
		if (!strcmp(plan->places[i].path, path)) return NULL;
	if (plan->count == MAX_PLACES) return NULL;
	struct place *place = &plan->places[plan->count++];
	snprintf(place->path, sizeof place->path, "%s", path);
	place->link[0] = 0;
	place->tree = -1;
	place->is_folder = true;
	return place;
}

static bool is_bound(const struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct place *place = &plan->places[i];
		size_t length = strlen(place->path);
		if (place->tree >= 0 && !strncmp(place->path, path, length) && (path[length] == '/' || path[length] == 0)) return true;
	}
	return false;
}

static int read_only_tree(const char *path, bool recursive)
{
	unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (recursive ? AT_RECURSIVE : 0);
	int tree = (int)syscall(SYS_open_tree, AT_FDCWD, path, flags);
	if (tree < 0) return -1;
	struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
	if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0), &attributes, sizeof attributes) < 0) {
		close(tree);
		return -1;
	}
	return tree;
}

/*
 * Plans one path. Walks its components; a component that is a symbolic link on the host becomes the same link in the root,
 * and the walk goes on at its target. What remains is a real path, bound as a whole. A path that is absent is skipped:
 * lists name what a toolchain may have.
 */
static bool plan_path(struct plan *plan, const char *path, int links_left)
{
	char done[PATH_MAX] = "", rest[PATH_MAX];
	if (path[0] != '/' || snprintf(rest, sizeof rest, "%s", path) >= (int)sizeof rest) return errno = EINVAL, false;
	char *save, *name = strtok_r(rest, "/", &save);
	for (; name; name = strtok_r(NULL, "/", &save)) {
		if (!strcmp(name, ".")) continue;
		if (!strcmp(name, "..")) {
			char *slash = strrchr(done, '/');
			if (slash) *slash = 0;
			continue;
		}
		size_t length = strlen(done);
		if (length + strlen(name) + 2 > sizeof done) return errno = ENAMETOOLONG, false;
		sprintf(done + length, "/%s", name);
		struct stat status;
		if (lstat(done, &status) < 0) return errno == ENOENT;
		if (!S_ISLNK(status.st_mode)) continue;
		char target[PATH_MAX], onward[3 * PATH_MAX];
		ssize_t size = readlink(done, target, sizeof target - 1);
		if (size < 0 || links_left == 0) return errno = ELOOP, false;
		target[size] = 0;
		struct place *link = is_bound(plan, done) ? NULL : add_place(plan, done);
		if (link) strcpy(link->link, target);
		done[length] = 0;
		snprintf(onward, sizeof onward, "%s/%s/%s", target[0] == '/' ? "" : done, target, save ? save : "");
		if (strlen(onward) >= PATH_MAX) return errno = ENAMETOOLONG, false;
		return plan_path(plan, onward, links_left - 1);
	}
	if (!done[0]) return errno = EINVAL, false; /* the whole host is never a root path */
	struct stat status;
	if (is_bound(plan, done)) return true;
	if (stat(done, &status) < 0) return errno == ENOENT;
	struct place *place = add_place(plan, done);
	if (!place) return true;
	place->is_folder = S_ISDIR(status.st_mode);
	place->tree = read_only_tree(done, true);
	return place->tree >= 0;
}

/* /bin and its like, where they are links into /usr: every program's interpreter is found through them. */
static void plan_usual_links(struct plan *plan)
{
	static const char *const names[] = {"/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char target[PATH_MAX];
		ssize_t size = readlink(names[i], target, sizeof target - 1);
		if (size <= 0) continue;
		target[size] = 0;
		struct place *link = add_place(plan, names[i]);
		if (link) strcpy(link->link, target);
	}
}

static bool plan_root(struct plan *plan, const struct root_request *request)
{
	char step[PATH_MAX + 32];
	plan_usual_links(plan);
	for (size_t i = 0; i < request->path_count; i++)
		if (!plan_path(plan, request->paths[i], MAX_LINKS)) {
			snprintf(step, sizeof step, "root path %s", request->paths[i]);
			return fault_set(step);
		}
	for (size_t i = 0; i < request->mount_count; i++) {
		struct stat status;
		if (stat(request->mounts[i].host_path, &status) < 0) {
			snprintf(step, sizeof step, "mount %s", request->mounts[i].host_path);
			return fault_set(step);
		}
		const char *at = request->mounts[i].box_path;
		if (!strncmp(at, "/work/", 6) || !strncmp(at, "/tmp/", 5)) continue; /* made in the fresh tmpfs of the run */
		struct place *place = is_bound(plan, at) ? NULL : add_place(plan, at);
		if (place) place->is_folder = S_ISDIR(status.st_mode);
	}
	return true;
}

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
	return make_file(at, "") && mount(from, at, NULL, MS_BIND, NULL) == 0; /* no right to make devices: bind the host's */
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
	if (is_bound(plan, "/etc")) return true;
	if (mkdir("etc", 0755) < 0 && errno != EEXIST) return false;
	return (access("etc/passwd", F_OK) == 0 ||
		make_file("etc/passwd", "root:x:0:0:root:/:/bin/sh\nrunner:x:1000:1000:runner:/work:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n")) &&
	       (access("etc/group", F_OK) == 0 || make_file("etc/group", "root:x:0:\nrunner:x:1000:\nnogroup:x:65534:\n")) &&
	       (access("etc/hosts", F_OK) == 0 || make_file("etc/hosts", "127.0.0.1 localhost box\n"));
}

/* In the child: returns the name of the step that failed, or NULL when its mount namespace is the new root. */
static const char *build_root(const struct root_request *request, int host_proc)
{
	struct plan plan = {calloc(MAX_PLACES, sizeof(struct place)), 0};
	if (!plan.places) return "memory";
	if (!plan_root(&plan, request)) return fault_text();
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
	struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
	if (syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &read_only, sizeof read_only) < 0) return "make the root read-only";
	return NULL;
}

/* Builds in a child; the parent takes the child's mount namespace by descriptor. */
static int make_namespace(const struct root_request *request)
{
	int said[2], wait_for[2];
	if (pipe2(said, O_CLOEXEC) < 0) return fault_set("pipe"), -1;
	if (pipe2(wait_for, O_CLOEXEC) < 0) return fault_set("pipe"), close(said[0]), close(said[1]), -1;
	pid_t pid = fork();
	if (pid == 0) {
		char text[512] = "";
		const char *step = NULL;
		int host_proc = -1;
		if (unshare(CLONE_NEWNS) < 0) step = "unshare the mount namespace";
		if (!step && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) step = "make mounts private";
		if (!step && (host_proc = (int)syscall(SYS_open_tree, AT_FDCWD, "/proc", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC)) < 0) step = "clone /proc";
		if (!step) step = build_root(request, host_proc);
		if (step == fault_text()) snprintf(text, sizeof text, "%s", step);
		else if (step) fault_set(step), snprintf(text, sizeof text, "%s", fault_text());
		char answer;
		close(wait_for[1]);
		if (write(said[1], text, sizeof text) == sizeof text && read(wait_for[0], &answer, 1) < 0) _exit(1);
		_exit(0);
	}
	close(said[1]);
	close(wait_for[0]);
	char text[512] = "", path[64];
	int namespace = -1;
	if (pid < 0) fault_set("fork");
	else if (read(said[0], text, sizeof text) != sizeof text) errno = EPIPE, fault_set("root builder");
	else if (text[0]) fault_text_set(text);
	else {
		snprintf(path, sizeof path, "/proc/%d/ns/mnt", (int)pid);
		namespace = open(path, O_RDONLY | O_CLOEXEC);
		if (namespace < 0) fault_set("open the root's namespace");
	}
	close(said[0]);
	close(wait_for[1]);
	if (pid > 0) waitpid(pid, NULL, 0);
	return namespace;
}

/* ---- kept roots: the least recently used one makes place ---- */

struct kept_root {
	char *key;
	int namespace;
	uint64_t used;
};
static struct kept_root kept[MAX_ROOTS];
static uint64_t uses;

/* Two requests are the same root when they name the same paths and the same mount points of the same kinds. */
static char *key_of(const struct root_request *request)
{
	char *key = NULL;
	size_t size;
	FILE *text = open_memstream(&key, &size);
	if (!text) return NULL;
	for (size_t i = 0; i < request->path_count; i++) fprintf(text, "%s\n", request->paths[i]);
	for (size_t i = 0; i < request->mount_count; i++) {
		struct stat status;
		bool is_folder = stat(request->mounts[i].host_path, &status) == 0 && S_ISDIR(status.st_mode);
		fprintf(text, "%c%s\n", is_folder ? 'd' : 'f', request->mounts[i].box_path);
	}
	return fclose(text) == 0 ? key : NULL;
}

int root_namespace(const struct root_request *request)
{
	char *key = key_of(request);
	if (!key) return fault_set("memory"), -1;
	struct kept_root *oldest = &kept[0];
	for (int i = 0; i < MAX_ROOTS; i++) {
		if (kept[i].key && !strcmp(kept[i].key, key)) {
			free(key);
			kept[i].used = ++uses;
			return kept[i].namespace;
		}
		if (kept[i].used < oldest->used) oldest = &kept[i];
	}
	int namespace = make_namespace(request);
	if (namespace < 0) {
		free(key);
		return -1;
	}
	if (oldest->key) {
		free(oldest->key);
		close(oldest->namespace);
	}
	*oldest = (struct kept_root){key, namespace, ++uses};
	return namespace;
}

void root_close_all(void)
{
	for (int i = 0; i < MAX_ROOTS; i++) {
		if (!kept[i].key) continue;
		close(kept[i].namespace);
		free(kept[i].key);
		kept[i] = (struct kept_root){0};
	}
}
