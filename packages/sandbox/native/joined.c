/*
 * Two runs joined by pipes: each one's standard output is the other's standard input.
 *
 * Every byte passes through the helper, so that the traffic can be kept and its order told, and no pipe belongs to two
 * boxes. Each way has a relay with a bounded buffer: where the receiver is slow the sender waits in its own pipe, as it
 * would if they were joined directly. Where the receiver has closed its input the sender meets a broken pipe; where the
 * sender has ended the receiver meets the end of its input, after all that was sent.
 *
 * A relay outlives its sender until all is delivered. Its receiver's end makes it useless, and the sender sees that.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { PIECE = 65536 };

struct relay {
	struct watch to;     /* the write end of the receiver's input; -1 when nobody reads any more */
	struct run *from;    /* NULL when it is over */
	char *bytes;         /* taken, not yet delivered */
	size_t length, room;
	bool ended;          /* the sender has closed its output */
	int record;          /* or -1 */
	uint64_t record_left;
	int transcript;      /* or -1 */
	char mark;           /* > or < */
};

bool joined_is(const struct run *r)
{
	return field(&r->fields, "join") != NULL;
}

static void tell(const struct relay *way, const char *what)
{
	char line[32];
	if (way->transcript < 0) return;
	int length = snprintf(line, sizeof line, "%c%s\n", way->mark, what);
	if (write(way->transcript, line, (size_t)length) != length && way->from) way->from->out.error = errno;
}

/* A record that can't be kept is a fault, as an output that can't be kept is. */
static void keep(struct relay *way, const char *bytes, size_t length)
{
	char count[24];
	struct output *o = &way->from->out;
	snprintf(count, sizeof count, " %zu", length);
	if (way->record_left > 0) tell(way, count);
	if (length > way->record_left) length = way->record_left, o->truncated = true;
	if (length == 0) return;
	if (way->record < 0 && (way->record = open(o->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644)) < 0) o->error = errno;
	for (size_t done = 0; done < length && !o->error;) {
		ssize_t put = write(way->record, bytes + done, length - done);
		if (put > 0) done += (size_t)put;
		else if (errno != EINTR) o->error = errno;
	}
	way->record_left -= length;
}

static void relay_free(struct relay *way)
{
	loop_close(&way->to);
	if (way->record >= 0) close(way->record);
	if (way->transcript >= 0) close(way->transcript);
	free(way->bytes);
	free(way);
}

/* Stops listening to the sender, which then meets a broken pipe. */
static void turn_away(struct relay *way)
{
	if (!way->ended) tell(way, ".");
	way->ended = true;
	loop_close(&way->to);
	way->length = 0;
	if (way->from) loop_close(&way->from->out.watch);
}

static void deliver(struct relay *way)
{
	while (way->length > 0 && way->to.fd >= 0) {
		ssize_t put = write(way->to.fd, way->bytes, way->length);
		if (put < 0 && errno == EINTR) continue;
		if (put < 0 && errno == EAGAIN) break;
		if (put < 0) turn_away(way);
		else memmove(way->bytes, way->bytes + put, way->length -= (size_t)put);
	}
	if (way->to.fd >= 0 && way->ended && way->length == 0) loop_close(&way->to);
	if (way->to.fd >= 0) loop_change(&way->to, way->length > 0 ? EPOLLOUT : 0);
	if (way->from && way->from->out.watch.fd >= 0) loop_change(&way->from->out.watch, way->length < PIECE ? EPOLLIN : 0);
}

/* Takes what the sender has sent; with `all`, however much there is: it is dead. */
static void take(struct relay *way, bool all)
{
	struct output *o = &way->from->out;
	while (o->watch.fd >= 0 && (all || way->length < PIECE)) {
		if (way->room < way->length + PIECE) {
			way->room = way->length + 2 * PIECE;
			way->bytes = realloc(way->bytes, way->room);
			if (!way->bytes) abort();
		}
		ssize_t got = read(o->watch.fd, way->bytes + way->length, PIECE);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) break;
		if (got == 0) {
			if (!way->ended) tell(way, ".");
			way->ended = true;
			loop_close(&o->watch);
			break;
		}
		o->seen += (uint64_t)got;
		keep(way, way->bytes + way->length, (size_t)got);
		way->length += (size_t)got;
	}
	deliver(way);
}

bool joined_take(struct run *r)
{
	take(r->sends, false);
	return r->out.watch.fd >= 0;
}

static void on_room(struct watch *w, uint32_t events)
{
	struct relay *way = w->owner;
	if (events & EPOLLERR) turn_away(way);
	else deliver(way);
	if (!way->from && way->to.fd < 0) relay_free(way);
}

/* A pipe into the receiver, and the relay that fills it. */
static bool open_way(struct run *from, struct run *to, char mark)
{
	int ends[2];
	const char *transcript = field(&from->fields, "transcript");
	struct relay *way = calloc(1, sizeof *way);
	if (!way) abort();
	*way = (struct relay){.to = {.fd = -1}, .from = from, .record = -1, .transcript = -1, .mark = mark, .record_left = field_number(&from->fields, "record-bytes", 0)};
	from->sends = way;
	if (pipe2(ends, O_CLOEXEC) < 0) return fault_set("pipe");
	to->input = ends[0];
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	loop_add(&way->to, ends[1], 0, on_room, way);
	unsigned uid = to->box->program_uid; /* so that it may open /dev/stdin anew */
	if (!host.rootless && fchown(ends[0], uid, uid) < 0) return fault_set("fchown a pipe");
	if (transcript) way->transcript = open(transcript, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0644);
	return !transcript || way->transcript >= 0 || fault_set("create the transcript");
}

static void close_input(struct run *r)
{
	close(r->input);
	r->input = -1;
}

bool joined_given(struct run *r)
{
	struct run *other = run_find_joined(r);
	r->given = true;
	if (!other || !other->given) return true;
	struct run *first = field(&r->fields, "join-second") ? other : r, *second = first == r ? other : r;
	first->partner = second;
	second->partner = first;
	if (!open_way(first, second, '>') || !open_way(second, first, '<')) return false;
	if (run_begin(first) && run_begin(second)) {
		close_input(first); /* else who writes to one that has closed its input would never meet a broken pipe */
		close_input(second);
		return true;
	}
	run_fault(other, fault_text());
	return false;
}

void joined_leave(struct run *r)
{
	struct relay *way = r->sends;
	struct run *other = r->begun ? NULL : run_find_joined(r);
	if (other) run_fault(other, "the other of two joined runs could not begin");
	if (r->partner) {
		if (r->partner->sends) turn_away(r->partner->sends); /* nobody reads it any more */
		r->partner->partner = NULL;
	}
	if (!way) return;
	if (r->out.watch.fd >= 0) take(way, true);
	way->ended = true;
	way->from = NULL;
	deliver(way);
	r->sends = NULL;
	if (way->to.fd < 0) relay_free(way);
}
