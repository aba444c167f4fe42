/* The kernel's small files: one number, or lines of a key and a number. */
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ssize_t cgroup_read(int folder, const char *name, char *text, size_t room)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return -1;
	ssize_t size = read(fd, text, room - 1);
	close(fd);
	text[size > 0 ? size : 0] = 0;
	return size;
}

/* The number behind `key ` at the start of a line. */
uint64_t cgroup_key(const char *text, const char *key)
{
	size_t length = strlen(key);
	for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL)
		if (!strncmp(line, key, length) && line[length] == ' ') return strtoull(line + length + 1, NULL, 10);
	return 0;
}

bool cgroup_write(int folder, const char *name, const char *text)
{
	int fd = openat(folder, name, O_WRONLY | O_CLOEXEC);
	if (fd < 0) return false;
	ssize_t size = write(fd, text, strlen(text));
	int number = errno;
	close(fd);
	errno = number;
	return size >= 0;
}

bool cgroup_write_number(int folder, const char *name, uint64_t value)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRIu64, value);
	return cgroup_write(folder, name, text);
}

