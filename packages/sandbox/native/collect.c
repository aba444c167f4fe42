/*
 * Files out of the box, taken after every process of the run is dead.
 *
 * The folder was the program's: nothing in it is trusted. Each name is opened beneath the folder's descriptor without
 * following any link and without leaving its tmpfs; only a regular file with one name is copied. On the host's side each
 * file is created anew. Skipped: links, hard links, fifos, sockets, devices, what lies deeper than MAX_DEPTH.
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
	const char *problem; /* the host's side failed, or a bound was reached */
};

static int open_beneath(int folder, const char *name, int flags)
{
	struct open_how how = {
		.flags = (uint64_t)(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
	};
	return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static bool copy_bytes(int from, int to, uint64_t size)
{
	while (size > 0) {
		ssize_t moved = sendfile(to, from, NULL, size < 1 << 30 ? size : 1 << 30);
		if (moved < 0 && errno == EINTR) continue;
		if (moved <= 0) return moved == 0;
		size -= (uint64_t)moved;
	}
	return true;
}

static void copy_file(int folder, const char *name, int into, struct bounds *b)
{
	struct stat status;
	int from = open_beneath(folder, name, O_RDONLY);
	if (from < 0) return;
	if (fstat(from, &status) < 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) {
		close(from);
		return;
	}
	if (b->files_left == 0 || (uint64_t)status.st_size > b->bytes_left) {
		b->problem = b->files_left == 0 ? "too many files" : "files too large";
		close(from);
		return;
	}
	b->files_left--;
	b->bytes_left -= (uint64_t)status.st_size;
	int to = openat(into, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	bool done = to >= 0 && copy_bytes(from, to, (uint64_t)status.st_size) && fchmod(to, status.st_mode & 0111 ? 0755 : 0644) == 0;
	if (!done) b->problem = "a collected file could not be written";
	if (to >= 0) close(to);
	close(from);
}

/* Takes over both descriptors. */
static void copy_folder(int folder, int into, struct bounds *b, int depth)
{
	DIR *entries = fdopendir(folder);
	if (!entries) {
		close(folder);
		close(into);
		return;
	}
	for (struct dirent *entry; !b->problem && (entry = readdir(entries));) {
		const char *name = entry->d_name;
		struct stat status;
		if (!strcmp(name, ".") || !strcmp(name, "..") || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0) continue;
		if (S_ISREG(status.st_mode)) copy_file(folder, name, into, b);
		if (!S_ISDIR(status.st_mode) || depth == MAX_DEPTH) continue;
		int below = open_beneath(folder, name, O_RDONLY | O_DIRECTORY);
		if (below < 0) continue;
		if (b->files_left == 0) b->problem = "too many files";
		else b->files_left--; /* a folder counts, or there could be any number of them */
		int into_below = !b->problem && mkdirat(into, name, 0755) == 0 ? openat(into, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) : -1;
		if (into_below >= 0) {
			copy_folder(below, into_below, b, depth + 1);
			continue;
		}
		close(below);
		if (!b->problem) b->problem = "a collected folder could not be made";
	}
	closedir(entries);
	close(into);
}

const char *collect_files(int work, const char *box_path, const char *host_path, uint64_t max_bytes, uint64_t max_files)
{
	struct bounds b = {max_bytes, max_files, NULL};
	const char *below = box_path + strlen("/work");
	while (*below == '/') below++;
	int folder = open_beneath(work, *below ? below : ".", O_RDONLY | O_DIRECTORY);
	if (folder < 0) return NULL; /* the program made no such folder: nothing to collect */
	int into = open(host_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (into < 0) {
		close(folder);
		return "the folder to collect into can't be opened";
	}
	copy_folder(folder, into, &b, 0);
	return b.problem;
}
