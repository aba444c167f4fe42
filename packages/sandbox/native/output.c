/*
 * Standard output and error of a run: from the pipe into the host's file, up to the cap.
 *
 * splice moves pages within the kernel, so a large output is never copied through this process. What lies beyond the cap
 * is counted and thrown away; the caller decides whether that ends the run. A file that cannot be written is another
 * matter: half an output must never be judged, so the caller makes a fault of it.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

/* The file is made when the first byte comes: most runs write nothing on standard error, and making a file costs time. */
static void make_file(struct output *o)
{
	o->file = open(o->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (o->file < 0) o->error = errno;
	o->path = NULL;
}

/* -1 when there is something to read, else what a read would give. */
static int pending(int pipe)
{
	struct pollfd look = {.fd = pipe, .events = POLLIN};
	if (poll(&look, 1, 0) <= 0) return EAGAIN;
	return look.revents & POLLIN ? -1 : 0;
}

bool output_drain(struct output *o)
{
	static char waste[65536];
	if (o->path && o->cap > 0) {
		int nothing = pending(o->watch.fd);
		if (nothing >= 0) return nothing != 0;
		make_file(o);
	}
	for (int turns = 0; turns < 64; turns++) { /* then the others have their turn */
		ssize_t moved;
		if (o->seen < o->cap && o->file >= 0) {
			uint64_t room = o->cap - o->seen;
			moved = splice(o->watch.fd, NULL, o->file, NULL, room < PIECE ? room : PIECE, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
			if (moved < 0 && errno != EAGAIN && errno != EINTR) { /* the host's disk is full, or the like */
				o->error = errno;
				close(o->file);
				o->file = -1;
				o->truncated = true;
				continue;
			}
		} else {
			moved = read(o->watch.fd, waste, sizeof waste);
			if (moved > 0) o->truncated = true;
		}
		if (moved == 0) return false;
		if (moved < 0) return errno == EAGAIN || errno == EINTR;
		o->seen += (uint64_t)moved;
	}
	return true;
}
