/*
 * The program's outputs. Standard output is spliced on, never copied; standard error, which is small, goes in frames.
 * What lies beyond the cap is counted and thrown away.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

void stream_end(struct stream *s)
{
	if (s->fd >= 0) close(s->fd);
	s->fd = -1;
	s->blocked = false;
}

/* Counts what is beyond the cap. False at the end, or when nothing is there now. */
static bool waste(struct stream *s)
{
	static char bytes[65536];
	ssize_t got = read(s->fd, bytes, sizeof bytes);
	if (got < 0) return errno == EINTR;
	if (got == 0) return stream_end(s), false;
	s->truncated = true;
	s->seen += (uint64_t)got;
	return true;
}

void stream_forward(struct stream *s)
{
	s->blocked = false;
	for (int turns = 0; turns < 64 && s->fd >= 0; turns++) { /* then the others have their turn */
		if (s->seen >= s->cap) {
			if (!waste(s)) return;
			continue;
		}
		uint64_t room = s->cap - s->seen;
		ssize_t moved = splice(s->fd, NULL, STREAM_OUT, NULL, room < PIECE ? room : PIECE, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
		if (moved < 0 && errno == EINTR) continue;
		if (moved < 0 && errno == EAGAIN) { /* nothing there, or no room: the two look the same */
			struct pollfd there = {s->fd, POLLIN, 0};
			s->blocked = poll(&there, 1, 0) == 1 && (there.revents & POLLIN);
			return;
		}
		if (moved < 0) leave("write standard output");
		if (moved == 0) return stream_end(s);
		s->seen += (uint64_t)moved;
	}
}

void stream_frame(struct stream *s)
{
	static char bytes[65536];
	for (int turns = 0; turns < 16 && s->fd >= 0; turns++) {
		if (s->seen >= s->cap) {
			if (!waste(s)) return;
			continue;
		}
		uint64_t room = s->cap - s->seen;
		ssize_t got = read(s->fd, bytes, room < sizeof bytes ? room : sizeof bytes);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) return;
		if (got == 0) return stream_end(s);
		s->seen += (uint64_t)got;
		say_raw("stderr", NULL, 0, bytes, (size_t)got);
	}
}

void streams_drain(struct program *p)
{
	while (p->out.fd >= 0) {
		stream_forward(&p->out);
		struct pollfd room = {STREAM_OUT, POLLOUT, 0};
		if (p->out.blocked) poll(&room, 1, -1);
	}
	while (p->err.fd >= 0) stream_frame(&p->err);
}
