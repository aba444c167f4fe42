/*
 * Files out of the container, taken when every process but this one is dead.
 *
 * As in native/collect.c nothing in the folder is trusted: each name is opened beneath its folder, no link is followed, only
 * a regular file with one name is handed out, and a bound that was reached is told, since part of a program must never pass
 * for the program. Node makes the files on the host.
 */
#include "launcher.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
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

static void send_file(int fd, const char *path, struct bounds *b)
{
	static char bytes[65536];
	struct stat status;
	if (fstat(fd, &status) < 0) leave("look at a file to collect");
	if (!S_ISREG(status.st_mode) || status.st_nlink != 1) return;
	uint64_t size = (uint64_t)status.st_size;
	if (b->files_left == 0 || size > b->bytes_left) {
		b->bound = b->files_left == 0 ? "too many files" : "files too large";
		return;
	}
	b->files_left--;
	b->bytes_left -= size;
	reply_begin("file");
	reply_text("path", path);
	reply_number("mode", status.st_mode & 0111 ? 0755 : 0644);
	reply_number("size", size);
	reply_end();
	while (size > 0) {
		ssize_t got = read(fd, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR) continue;
		if (got <= 0) leave("read a file to collect");
		say_raw("content", NULL, 0, bytes, (size_t)got);
		size -= (uint64_t)got;
	}
}

/* `path` is relative to the folder to collect, and grows with the depth; its names are the program's, as bytes. */
static void send_folder(int fd, char *path, struct bounds *b, int depth);

static void send_entry(int folder, const char *name, char *path, struct bounds *b, int depth)
{
	struct stat status;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0) leave("look at a name to collect");
	bool is_folder = S_ISDIR(status.st_mode);
	int flags = O_RDONLY | (is_folder ? O_DIRECTORY : 0);
	if (!S_ISREG(status.st_mode) && !is_folder) return;
	int fd = open_beneath(folder, name, flags);
	if (fd < 0 && errno == EACCES && fchmodat(folder, name, (status.st_mode | (is_folder ? 0700 : 0400)) & 0777, 0) == 0)
		fd = open_beneath(folder, name, flags); /* it was closed to its own owner */
	if (fd < 0 && is_refusal(errno)) return;
	if (fd < 0) leave("open a name to collect");
	size_t length = strlen(path);
	if (length + strlen(name) + 2 > PATH_MAX) {
		b->bound = "folders too deep";
		close(fd);
		return;
	}
	snprintf(path + length, PATH_MAX - length, "%s%s", length ? "/" : "", name);
	if (!is_folder) {
		send_file(fd, path, b);
		close(fd);
	} else if (depth == MAX_DEPTH || b->files_left == 0) { /* a folder counts, or there could be any number of them */
		b->bound = depth == MAX_DEPTH ? "folders too deep" : "too many files";
		close(fd);
	} else {
		b->files_left--;
		reply_begin("folder");
		reply_text("path", path);
		reply_end();
		send_folder(fd, path, b, depth + 1);
	}
	path[length] = 0;
}

static void send_folder(int fd, char *path, struct bounds *b, int depth)
{
	DIR *entries = fdopendir(fd);
	if (!entries) leave("list a folder to collect");
	while (!b->bound) {
		errno = 0;
		struct dirent *entry = readdir(entries);
		if (!entry && errno) leave("list a folder to collect");
		if (!entry) break;
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) send_entry(fd, entry->d_name, path, b, depth);
	}
	closedir(entries);
}

void collect_say(const struct fields *f)
{
	struct bounds b = {field_number(f, "collect-bytes", 0), field_number(f, "collect-files", 0), NULL};
	const char *box_path = field(f, "collect-box");
	char path[PATH_MAX] = "";
	if (!box_path || strncmp(box_path, "/work", 5)) errno = EINVAL, leave("the folder to collect");
	const char *below = box_path + 5;
	while (*below == '/') below++;
	int work = open("/work", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (work < 0) leave("open /work");
	int folder = open_beneath(work, *below ? below : ".", O_RDONLY | O_DIRECTORY);
	if (folder < 0 && !is_refusal(errno)) leave("open the folder to collect");
	if (folder >= 0) send_folder(folder, path, &b, 0);
	close(work);
	reply_begin("collected");
	if (b.bound) reply_text("collect", b.bound);
	reply_end();
	say_flush();
}
