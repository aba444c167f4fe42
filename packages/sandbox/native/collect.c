/*
 * Files out of the box, taken after every process of the run is dead.
 *
 * The folder was the program's: nothing in it is trusted. Each name is opened beneath the folder's descriptor without
 * following any link and without leaving its tmpfs; only a regular file with one name is copied. On the host's side each
 * file is created anew. Skipped: links, files of several names, fifos, sockets, devices, what cannot be opened for what it is.
 *
 * Part of a program must never pass for the program. So there are two other ends beside success: a bound was reached, which
 * is the program's doing and told as `bound`; or a call failed, on either side, which is a fault of the run.
 */
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_DEPTH = 16 };

struct bounds {
	uint64_t bytes_left, files_left;
	const char *bound; /* the one that was reached */
};

static int open_beneath(int folder, const char *name, int flags)
{
	struct open_how how = {
		.flags = (uint64_t)(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
	};
	return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

/* Whether a failed open says that the program made something else of the name, or closed it to us. */
static bool is_refusal(int number)
{
	return number == ENOENT || number == ENOTDIR || number == ELOOP || number == EXDEV || number == EACCES || number == ENXIO;
}

static bool copy_bytes(int from, int to, uint64_t size)
{
	while (size > 0) {
		ssize_t moved = sendfile(to, from, NULL, size < 1 << 30 ? size : 1 << 30);
		if (moved < 0 && errno == EINTR) continue;
		if (moved < 0) return fault_set("write a collected file");
		if (moved == 0) return errno = EIO, fault_set("a collected file is shorter than it was");
		size -= (uint64_t)moved;
	}
	return true;
}

static bool reach(struct bounds *b, const char *bound)
{
	b->bound = bound;
	return true;
}

/* Takes over `from`. False: see fault_*. */
static bool copy_file(int from, const char *name, int into, struct bounds *b)
{
	struct stat status;
	bool done = fstat(from, &status) == 0 || fault_set("look at a file to collect");
	if (!done || !S_ISREG(status.st_mode) || status.st_nlink != 1) return close(from), done;
	uint64_t size = (uint64_t)status.st_size;
	if (b->files_left == 0 || size > b->bytes_left) return close(from), reach(b, b->files_left == 0 ? "too many files" : "files too large");
	b->files_left--;
	b->bytes_left -= size;
	int to = openat(into, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	done = to >= 0 || fault_set("create a collected file");
	done = done && copy_bytes(from, to, size);
	done = done && (fchmod(to, status.st_mode & 0111 ? 0755 : 0644) == 0 || fault_set("chmod a collected file"));
	if (to >= 0 && close(to) < 0 && done) done = fault_set("close a collected file"); /* where writes are told late */
	close(from);
	return done;
}

static bool copy_folder(int folder, int into, struct bounds *b, int depth);

/* Takes over `below`. */
static bool copy_folder_below(int below, const char *name, int into, struct bounds *b, int depth)
{
	/* A folder counts, or there could be any number of them. */
	const char *bound = depth == MAX_DEPTH ? "folders too deep" : b->files_left == 0 ? "too many files" : NULL;
	if (bound) return close(below), reach(b, bound);
	b->files_left--;
	int into_below = mkdirat(into, name, 0755) == 0 ? openat(into, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) : -1;
	if (into_below >= 0) return copy_folder(below, into_below, b, depth + 1);
	fault_set("make a collected folder");
	close(below);
	return false;
}

static bool copy_entry(int folder, const char *name, int into, struct bounds *b, int depth)
{
	struct stat status;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return fault_set("look at a name to collect");
	if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return true;
	int fd = open_beneath(folder, name, O_RDONLY | (S_ISDIR(status.st_mode) ? O_DIRECTORY : 0));
	if (fd < 0) return is_refusal(errno) || fault_set("open a name to collect");
	return S_ISDIR(status.st_mode) ? copy_folder_below(fd, name, into, b, depth) : copy_file(fd, name, into, b);
}

/* Takes over both descriptors. */
static bool copy_folder(int folder, int into, struct bounds *b, int depth)
{
	DIR *entries = fdopendir(folder);
	bool done = entries || fault_set("list a folder to collect");
	while (done && !b->bound) {
		errno = 0;
		struct dirent *entry = readdir(entries);
		if (!entry) {
			done = errno == 0 || fault_set("list a folder to collect");
			break;
		}
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) done = copy_entry(folder, entry->d_name, into, b, depth);
	}
	if (entries) closedir(entries);
	else close(folder);
	close(into);
	return done;
}

bool collect_files(int work, const struct collection *c, const char **bound)
{
	struct bounds b = {c->max_bytes, c->max_files, NULL};
	const char *below = c->box_path + strlen("/work");
	while (*below == '/') below++;
	int folder = open_beneath(work, *below ? below : ".", O_RDONLY | O_DIRECTORY);
	if (folder < 0) return is_refusal(errno) || fault_set("open the folder to collect"); /* the program made no such folder */
	int into = open(c->host_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (into < 0) {
		fault_set("open the folder to collect into");
		close(folder);
		return false;
	}
	bool done = copy_folder(folder, into, &b, 0);
	*bound = b.bound;
	return done;
}
