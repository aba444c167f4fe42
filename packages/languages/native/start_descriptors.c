/*
 * The descriptors of an interpreter that is copied.
 *
 * A copy shares what its descriptors stand for with the one it was copied from, and with all other copies. It mustn't: so
 * all that the interpreter has opened is recorded before, closed in the copy, and made anew there with the same numbers.
 * Known are those by which event loops wait: epoll, eventfd, pipes to itself, and devices. With anything else nothing is
 * recorded, and the interpreter can't be copied.
 *
 * Nothing is allocated here: a thread that was stopped may hold the allocator's lock.
 */
#define _GNU_SOURCE
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* CHANNEL is the sandbox's own (packages/sandbox/native/fork.c); from FAR_UP on nobody has any. */
enum { CHANNEL = 3, MAX_DESCRIPTORS = 64, MAX_EVENTS = 64, FAR_UP = 800, INFO_BYTES = 8192, PIPE_BYTES = 64 };

enum kind { EPOLL, EVENTFD, PIPE, DEVICE };
struct descriptor {
	enum kind kind;
	int number, flags; /* as F_GETFL has them */
	bool stays; /* when something is executed */
	uint64_t count; /* of an eventfd */
	ino_t pipe;
	char waiting[PIPE_BYTES]; /* to be read from it */
	size_t waiting_size;
	char path[32]; /* of a device */
};
struct event {
	int epoll, number;
	uint32_t events;
	uint64_t data;
};

static struct descriptor descriptors[MAX_DESCRIPTORS];
static struct event events[MAX_EVENTS];
static size_t descriptor_count, event_count;

static const char *read_info(int number)
{
	static char text[INFO_BYTES];
	char path[48];
	snprintf(path, sizeof path, "/proc/self/fdinfo/%d", number);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0) return NULL;
	ssize_t size = read(file, text, sizeof text - 1);
	close(file);
	if (size < 0 || size == sizeof text - 1) return NULL;
	text[size] = 0;
	return text;
}

static bool record_events(int epoll)
{
	const char *text = read_info(epoll);
	if (!text) return false;
	for (const char *line = text; (line = strstr(line, "tfd:")); line++) {
		struct event *e = &events[event_count];
		unsigned long long data;
		if (event_count == MAX_EVENTS || sscanf(line, "tfd: %d events: %x data: %llx", &e->number, &e->events, &data) != 3) return false;
		e->epoll = epoll;
		e->data = data;
		event_count++;
	}
	return true;
}

static bool record_eventfd(struct descriptor *d)
{
	const char *text = read_info(d->number), *at = text ? strstr(text, "eventfd-count:") : NULL;
	if (!at) return false;
	d->count = strtoull(at + strlen("eventfd-count:"), NULL, 16);
	return true;
}

static bool is_writing(const struct descriptor *d)
{
	return (d->flags & O_ACCMODE) == O_WRONLY;
}

/* What waits in it is taken out: here nobody will come for it any more. */
static bool record_pipe(struct descriptor *d)
{
	int size;
	struct stat status;
	if (fstat(d->number, &status) < 0) return false;
	d->pipe = status.st_ino;
	if (is_writing(d)) return true;
	if (ioctl(d->number, FIONREAD, &size) < 0 || size > PIPE_BYTES) return false;
	d->waiting_size = (size_t)size;
	return size == 0 || read(d->number, d->waiting, d->waiting_size) == size;
}

static bool record(int number)
{
	char link[64], path[48];
	snprintf(path, sizeof path, "/proc/self/fd/%d", number);
	ssize_t size = readlink(path, link, sizeof link - 1);
	if (size < 0 || descriptor_count == MAX_DESCRIPTORS) return false;
	link[size] = 0;
	struct descriptor *d = &descriptors[descriptor_count++];
	*d = (struct descriptor){.number = number, .flags = fcntl(number, F_GETFL), .stays = !(fcntl(number, F_GETFD) & FD_CLOEXEC)};
	if (!strcmp(link, "anon_inode:[eventpoll]")) return d->kind = EPOLL, record_events(number);
	if (!strcmp(link, "anon_inode:[eventfd]")) return d->kind = EVENTFD, record_eventfd(d);
	if (!strncmp(link, "pipe:", 5)) return d->kind = PIPE, record_pipe(d);
	if (strncmp(link, "/dev/", 5) || (size_t)size >= sizeof d->path) return false;
	d->kind = DEVICE;
	strcpy(d->path, link);
	return true;
}

bool descriptors_record(void)
{
	for (int number = CHANNEL + 1; number < FAR_UP; number++)
		if (fcntl(number, F_GETFD) >= 0 && !record(number)) return false;
	return true;
}

/* Takes `fd` over. */
static bool put(int fd, const struct descriptor *d)
{
	if (fd < 0) return false;
	int far = fcntl(fd, F_DUPFD_CLOEXEC, FAR_UP);
	close(fd);
	int put = fcntl(far, d->stays ? F_DUPFD : F_DUPFD_CLOEXEC, d->number);
	close(far);
	return put == d->number;
}

static bool restore_pipe(const struct descriptor *reading)
{
	int ends[2];
	for (size_t i = 0; i < descriptor_count; i++) {
		const struct descriptor *writing = &descriptors[i];
		if (writing->kind != PIPE || writing->pipe != reading->pipe || !is_writing(writing)) continue;
		if (pipe2(ends, O_CLOEXEC) < 0) return false;
		int far = fcntl(ends[1], F_DUPFD_CLOEXEC, FAR_UP);
		close(ends[1]);
		return write(far, reading->waiting, reading->waiting_size) == (ssize_t)reading->waiting_size && fcntl(ends[0], F_SETFL, reading->flags) == 0 && fcntl(far, F_SETFL, writing->flags) == 0 && put(ends[0], reading) && put(far, writing);
	}
	return false;
}

static bool restore(const struct descriptor *d)
{
	switch (d->kind) {
	case EPOLL:
		return put(epoll_create1(EPOLL_CLOEXEC), d);
	case EVENTFD:
		return put(eventfd((unsigned)d->count, EFD_CLOEXEC | (d->flags & O_NONBLOCK)), d);
	case PIPE:
		return is_writing(d) || restore_pipe(d);
	case DEVICE:
		return put(open(d->path, d->flags & (O_ACCMODE | O_NONBLOCK)), d);
	}
	return false;
}

bool descriptors_restore(void)
{
	for (size_t i = 0; i < descriptor_count; i++)
		if (!restore(&descriptors[i])) return false;
	for (size_t i = 0; i < event_count; i++) {
		const struct event *e = &events[i];
		struct epoll_event wanted = {.events = e->events, .data.u64 = e->data};
		if (epoll_ctl(e->epoll, EPOLL_CTL_ADD, e->number, &wanted) < 0) return false;
	}
	return true;
}
