/* The event loop: epoll over descriptors, each with the function that serves it. */
#include "box.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64 };

static int epoll_fd = -1;
/* The batch being served: a watch closed meanwhile is struck out, so that no handler sees a freed owner. */
static struct epoll_event batch[BATCH];
static int batch_count;

void loop_open(void)
{
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (epoll_fd < 0) {
		perror("letscode-box: epoll_create1");
		exit(3);
	}
}

void loop_add(struct watch *w, int fd, uint32_t events, void (*ready)(struct watch *, uint32_t), void *owner)
{
	*w = (struct watch){ready, owner, fd};
	struct epoll_event event = {.events = events, .data.ptr = w};
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) {
		perror("letscode-box: epoll_ctl");
		exit(3);
	}
}

void loop_change(struct watch *w, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.ptr = w};
	if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, w->fd, &event) < 0) {
		perror("letscode-box: epoll_ctl");
		exit(3);
	}
}

static void strike(const struct watch *w)
{
	for (int i = 0; i < batch_count; i++)
		if (batch[i].data.ptr == w) batch[i].data.ptr = NULL;
}

void loop_ignore(struct watch *w)
{
	if (w->fd >= 0) epoll_ctl(epoll_fd, EPOLL_CTL_DEL, w->fd, NULL);
	strike(w);
}

void loop_forget(struct watch *w)
{
	/* Removed by name: another process may still hold the same open file, and epoll would go on reporting it. */
	if (w->fd >= 0) epoll_ctl(epoll_fd, EPOLL_CTL_DEL, w->fd, NULL);
	w->fd = -1;
	strike(w);
}

void loop_close(struct watch *w)
{
	int fd = w->fd;
	loop_forget(w);
	if (fd >= 0) close(fd);
}

void loop_turn(uint64_t due_ns)
{
	uint64_t now = due_ns ? now_ns() : 0, left = due_ns > now ? due_ns - now : 0;
	struct timespec wait = {(time_t)(left / 1000000000u), (long)(left % 1000000000u)};
	batch_count = epoll_pwait2(epoll_fd, batch, BATCH, due_ns ? &wait : NULL, NULL);
	if (batch_count < 0) {
		batch_count = 0;
		if (errno == EINTR) return;
		perror("letscode-box: epoll_wait");
		exit(3);
	}
	for (int i = 0; i < batch_count; i++) {
		struct watch *w = batch[i].data.ptr;
		if (w) w->ready(w, batch[i].events);
	}
	batch_count = 0;
}
