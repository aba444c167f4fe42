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
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ROOTS = 32 };

/* Builds in a child; the parent takes the child's mount namespace by descriptor. */
static int make_namespace(const struct root_request *request)
{
	int said[2], wait_for[2];
	if (pipe2(said, O_CLOEXEC) < 0) return fault_set("pipe"), -1;
	if (pipe2(wait_for, O_CLOEXEC) < 0) return fault_set("pipe"), close(said[0]), close(said[1]), -1;
	own_lend(true);
	pid_t pid = fork();
	if (pid != 0) own_lend(false);
	if (pid == 0) {
		char text[512] = "";
		const char *step = NULL;
		int host_proc = -1;
		if (unshare(CLONE_NEWNS) < 0) step = "unshare the mount namespace";
		if (!step && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) step = "make mounts private";
		if (!step && (host_proc = (int)syscall(SYS_open_tree, AT_FDCWD, "/proc", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC)) < 0) step = "clone /proc";
		if (!step) step = root_build(request, host_proc);
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
	for (size_t i = 0; i < request->bind_count; i++) fprintf(text, "b%s=%s\n", request->binds[i].box_path, request->binds[i].host_path);
	for (size_t i = 0; i < request->mount_count; i++) fprintf(text, "%c%s\n", request->mounts[i].is_folder ? 'd' : 'f', request->mounts[i].box_path);
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
