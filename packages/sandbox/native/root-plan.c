/*
 * Planning a root: which paths become links, which are bound, which are empty mount points.
 *
 * Runs while the host is in view. Nothing is mounted yet; what is bound is cloned as a detached tree, read-only.
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
#include <unistd.h>

enum { MAX_LINKS = 40 };

static struct place *add_place(struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->count; i++)
		if (!strcmp(plan->places[i].path, path)) return NULL;
	if (plan->count == ROOT_PLACES) return NULL;
	struct place *place = &plan->places[plan->count++];
	snprintf(place->path, sizeof place->path, "%s", path);
	place->link[0] = 0;
	place->tree = -1;
	place->is_folder = true;
	return place;
}

bool root_is_bound(const struct plan *plan, const char *path)
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
		struct place *link = root_is_bound(plan, done) ? NULL : add_place(plan, done);
		if (link) strcpy(link->link, target);
		done[length] = 0;
		snprintf(onward, sizeof onward, "%s/%s/%s", target[0] == '/' ? "" : done, target, save ? save : "");
		if (strlen(onward) >= PATH_MAX) return errno = ENAMETOOLONG, false;
		return plan_path(plan, onward, links_left - 1);
	}
	if (!done[0]) return errno = EINVAL, false; /* the whole host is never a root path */
	struct stat status;
	if (root_is_bound(plan, done)) return true;
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

static bool plan_bind(struct plan *plan, const struct box_mount *bind)
{
	struct stat status;
	if (stat(bind->host_path, &status) < 0) return false;
	if (root_is_bound(plan, bind->box_path)) return errno = EEXIST, false;
	struct place *place = add_place(plan, bind->box_path);
	if (!place) return errno = EEXIST, false;
	place->is_folder = S_ISDIR(status.st_mode);
	place->tree = read_only_tree(bind->host_path, true);
	return place->tree >= 0;
}

bool root_plan(struct plan *plan, const struct root_request *request)
{
	char step[PATH_MAX + 32];
	plan_usual_links(plan);
	for (size_t i = 0; i < request->path_count; i++)
		if (!plan_path(plan, request->paths[i], MAX_LINKS)) {
			snprintf(step, sizeof step, "root path %s", request->paths[i]);
			return fault_set(step);
		}
	for (size_t i = 0; i < request->bind_count; i++)
		if (!plan_bind(plan, &request->binds[i])) {
			snprintf(step, sizeof step, "bind %s", request->binds[i].host_path);
			return fault_set(step);
		}
	for (size_t i = 0; i < request->mount_count; i++) {
		const char *at = request->mounts[i].box_path;
		if (!strncmp(at, "/work/", 6) || !strncmp(at, "/tmp/", 5)) continue; /* made in the fresh tmpfs of the run */
		struct place *place = root_is_bound(plan, at) ? NULL : add_place(plan, at);
		if (place) place->is_folder = request->mounts[i].is_folder;
	}
	return true;
}
