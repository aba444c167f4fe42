/* Files of its own, in /work and /tmp: made, written, read, moved, listed, linked, cut, removed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>
static void in(const char *folder)
{
	char path[64], other[80], text[64];
	struct stat status;
	snprintf(path, sizeof path, "%s/data.txt", folder);
	FILE *file = fopen(path, "w+");
	if (!file) exit(1);
	fprintf(file, "%d lines\n", 3);
	fflush(file);
	rewind(file);
	if (!fgets(text, sizeof text, file) || strcmp(text, "3 lines\n")) exit(2);
	fseek(file, 0, SEEK_END);
	if (ftell(file) != 8 || ftruncate(fileno(file), 4) || fsync(fileno(file))) exit(3);
	fclose(file);
	snprintf(other, sizeof other, "%s/moved.txt", folder);
	if (rename(path, other) || access(path, F_OK) == 0 || access(other, R_OK) || stat(other, &status) || status.st_size != 4) exit(4);
	chmod(other, 0600);
	utime(other, NULL);
	if (symlink(other, path) || readlink(path, text, sizeof text) < 1 || lstat(path, &status) || unlink(path)) exit(5);
	if (link(other, path) || unlink(path)) exit(5);
	int fd = open(other, O_RDWR | O_APPEND | O_CLOEXEC);
	if (write(fd, "more", 4) != 4 || pread(fd, text, 2, 1) != 2 || pwrite(fd, "x", 1, 0) != 1 || fstat(fd, &status)) exit(6);
	posix_fallocate(fd, 0, 8192);
	posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	char *mapped = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (mapped == MAP_FAILED) exit(7);
	mapped[100] = 'y';
	msync(mapped, 8192, MS_SYNC);
	munmap(mapped, 8192);
	fdatasync(fd);
	close(fd);
	snprintf(path, sizeof path, "%s/folder", folder);
	if (mkdir(path, 0755) || chdir(path) || !getcwd(text, sizeof text) || chdir("..") || rmdir(path)) exit(8);
	int names = 0;
	DIR *listing = opendir(folder);
	while (readdir(listing)) names++;
	closedir(listing);
	if (names < 3 || remove(other)) exit(9);
}
int main(void)
{
	char name[] = "/tmp/someXXXXXX", folder[] = "/tmp/folderXXXXXX", resolved[4096];
	struct statvfs space;
	umask(022);
	in("/work");
	in("/tmp");
	int fd = mkstemp(name);
	if (fd < 0 || !mkdtemp(folder) || !realpath(folder, resolved) || statvfs("/work", &space)) return 1;
	FILE *scratch = tmpfile();
	if (!scratch || fputs("scratch", scratch) < 0 || fclose(scratch)) return 2;
	int before = dup(1);
	if (!freopen("/tmp/out.txt", "w", stdout)) return 3;
	puts("to a file");
	fflush(stdout);
	dup2(before, 1);
	puts("ok");
}
