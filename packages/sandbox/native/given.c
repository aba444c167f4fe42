/*
 * What a run is given: standard input, places for its output, mounts, and the page with arguments and environment.
 *
 * The host's files are opened here by the helper, with the helper's rights, at paths that no program could have made.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A read-only view of one file or tree: a mount that belongs to nobody else. -1: see errno. */
static int read_only_tree(const char *path)
{
	int tree = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
	if (tree < 0 || syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0) return tree;
	int number = errno;
	close(tree);
	errno = number;
	return -1;
}

/*
 * Opens the file anew by way of a read-only mount. Without root the file's owner and the program are the same user, who
 * could open /dev/stdin for writing and change the test for everybody; so could anybody where others may write the file.
 */
static int open_unwritable(int fd, const char *path)
{
	char anew[40];
	close(fd);
	int tree = read_only_tree(path);
	if (tree < 0) return fault_set("a read-only view of standard input"), -1;
	snprintf(anew, sizeof anew, "/proc/self/fd/%d", tree);
	fd = open(anew, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOATIME);
	if (fd < 0 && errno == EPERM) fd = open(anew, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) fault_set("open standard input read-only");
	close(tree);
	return fd;
}

bool given_open_stdin(struct run *r, const char *path)
{
	if (!path) return true; /* the box has /dev/null */
	/* Without a trace in the file's access time, which another run could see; only the file's owner and root may ask for that. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOATIME);
	if (fd < 0 && errno == EPERM) fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;
	if (fd < 0 || fstat(fd, &status) < 0) return fault_set("open standard input"), fd >= 0 && close(fd), false;
	if (!S_ISREG(status.st_mode)) return errno = EINVAL, fault_set("standard input is no regular file"), close(fd), false;
	if ((host.rootless || status.st_mode & S_IWOTH) && (fd = open_unwritable(fd, path)) < 0) return false;
	/* Pages that are read ahead here are charged to the helper, not to the program. */
	if (status.st_size <= 64 << 20) posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	r->input = fd;
	return true;
}

/* What is there already is a fault even of a run that prints nothing: somebody would take it for the output. */
bool given_plan_output(struct output *o, const char *path, uint64_t cap)
{
	struct stat status;
	o->cap = cap;
	o->path = path;
	if (!path || (lstat(path, &status) < 0 && errno == ENOENT)) return true;
	if (errno != ENOENT) errno = EEXIST;
	return fault_set("create an output file");
}

bool given_open_mounts(struct run *r)
{
	const char *from[MAX_MOUNTS];
	size_t wanted = field_all(&r->fields, "mount-host", from, MAX_MOUNTS);
	for (; r->mount_count < wanted; r->mount_count++) {
		char step[256];
		int tree = read_only_tree(from[r->mount_count]);
		snprintf(step, sizeof step, "mount %s", from[r->mount_count]);
		if (tree < 0) return fault_set(step);
		r->mounts[r->mount_count] = tree;
	}
	return true;
}

static bool page_strings(struct box_page *page, const struct fields *f, const char *key, char **list)
{
	const char *values[MAX_STRINGS];
	size_t found = field_all(f, key, values, MAX_STRINGS);
	if (found > MAX_STRINGS) return errno = E2BIG, fault_set("arguments");
	for (size_t i = 0; i < found; i++)
		if (!(list[i] = page_text(page, values[i]))) return false;
	list[found] = NULL;
	return true;
}

static bool page_mounts(struct box_page *page, const struct fields *f)
{
	const char *values[MAX_MOUNTS];
	if (field_all(f, "mount-box", values, MAX_MOUNTS) != page->mount_count) return errno = EINVAL, fault_set("mounts");
	for (size_t i = 0; i < page->mount_count; i++) {
		char *place = page_text(page, values[i]);
		if (!place) return false;
		page->mount_points[i] = (size_t)(place - page->strings);
	}
	return true;
}

bool given_fill_page(const struct run *r)
{
	struct box_page *page = slot_at(r->box->slot)->page;
	page->used = page->kept;
	page->mount_count = r->mount_count;
	return page_strings(page, &r->fields, "arg", page->argv) && page_strings(page, &r->fields, "env", page->envp) && page_mounts(page, &r->fields) &&
	       (page->argv[0] || (errno = EINVAL, fault_set("arguments")));
}

/* The message that a run has come, with its mounts. */
bool given_tell_init(const struct run *r)
{
	char go = 'r';
	struct iovec part = {&go, 1};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(MAX_MOUNTS * sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
	if (r->mount_count > 0) {
		memset(&control, 0, sizeof control);
		packet.msg_control = control.bytes;
		packet.msg_controllen = CMSG_SPACE(r->mount_count * sizeof(int));
		struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
		*header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(r->mount_count * sizeof(int))};
		memcpy(CMSG_DATA(header), r->mounts, r->mount_count * sizeof(int));
	}
	return sendmsg(r->box->sync.fd, &packet, MSG_NOSIGNAL) == 1 || fault_set("tell init of a run");
}

void given_close_mounts(struct run *r)
{
	while (r->mount_count > 0) close(r->mounts[--r->mount_count]);
}
