/*
 * Frames: what travels between Node and the helper.
 *
 * A frame is a 32-bit little-endian length, then that many bytes: strings ended by NUL, key and value by turns. A key may
 * come more than once (a list keeps its order). No value can hold a NUL, which paths, arguments and environment cannot
 * either. A frame is at most MAX_FRAME; anything malformed ends the helper, since only Node writes here.
 *
 * Node → helper   kind=profile name rule…            defines a seccomp profile (profile.c)
 *                 kind=run id lane …                 starts a run (run.c lists the fields)
 *                 kind=warm id count …               has boxes ready for such runs
 *                 kind=kill id                       ends it
 * helper → Node   kind=ready cgroup lanes            once
 *                 kind=report id …                   one per run
 *                 kind=warmed id                     one per warm
 */
#include "box.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FRAME = 4 * 1024 * 1024 };

static char *in_bytes;
static size_t in_length, in_room;
static char *out_bytes;
static size_t out_length, out_room, out_frame;

static _Noreturn void give_up(const char *why)
{
	fprintf(stderr, "letscode-box: %s\n", why);
	run_kill_all();
	cgroup_close();
	exit(3);
}

static void make_room(char **bytes, size_t *room, size_t wanted)
{
	if (wanted <= *room) return;
	size_t bigger = *room ? *room : 65536;
	while (bigger < wanted) bigger *= 2;
	char *moved = realloc(*bytes, bigger);
	if (!moved) give_up("out of memory");
	*bytes = moved;
	*room = bigger;
}

static const char *next_pair(const struct fields *f, const char *at, const char **key, const char **value)
{
	const char *end = f->bytes + f->length;
	if (at >= end) return NULL;
	*key = at;
	*value = at + strlen(at) + 1;
	return *value + strlen(*value) + 1;
}

const char *field(const struct fields *f, const char *wanted)
{
	const char *key, *value;
	for (const char *at = f->bytes; (at = next_pair(f, at, &key, &value));)
		if (!strcmp(key, wanted)) return value;
	return NULL;
}

uint64_t field_number(const struct fields *f, const char *key, uint64_t otherwise)
{
	const char *value = field(f, key);
	return value ? strtoull(value, NULL, 10) : otherwise;
}

size_t field_all(const struct fields *f, const char *wanted, const char **values, size_t room)
{
	size_t count = 0;
	const char *key, *value;
	for (const char *at = f->bytes; (at = next_pair(f, at, &key, &value));) {
		if (strcmp(key, wanted)) continue;
		if (count < room) values[count] = value;
		count++;
	}
	return count;
}

void fields_strike(struct fields *f, const char *prefix)
{
	const char *key, *value;
	for (const char *at = f->bytes; (at = next_pair(f, at, &key, &value));)
		if (!strncmp(key, prefix, strlen(prefix))) f->bytes[key - f->bytes] = '-';
}

/* A frame is sound when it ends in NUL and holds an even number of strings. */
static bool is_sound(const char *bytes, size_t length)
{
	if (length == 0 || bytes[length - 1] != 0) return false;
	size_t strings = 0;
	for (size_t i = 0; i < length; i++) strings += bytes[i] == 0;
	return strings % 2 == 0;
}

bool frames_read(int fd, frame_handler *handle)
{
	make_room(&in_bytes, &in_room, in_length + 65536);
	ssize_t got = read(fd, in_bytes + in_length, in_room - in_length);
	if (got == 0) return false;
	if (got < 0) return errno == EAGAIN || errno == EINTR;
	in_length += (size_t)got;
	size_t used = 0;
	while (in_length - used >= 4) {
		uint32_t length;
		memcpy(&length, in_bytes + used, 4);
		if (length > MAX_FRAME) give_up("a frame is too long");
		if (in_length - used - 4 < length) break;
		struct fields f = {malloc(length + 1), length};
		if (!f.bytes) give_up("out of memory");
		memcpy(f.bytes, in_bytes + used + 4, length);
		f.bytes[length] = 0;
		if (!is_sound(f.bytes, length)) give_up("a frame is malformed");
		used += 4 + length;
		handle(&f);
	}
	memmove(in_bytes, in_bytes + used, in_length - used);
	in_length -= used;
	return true;
}

static void put(const char *text)
{
	size_t length = strlen(text) + 1;
	make_room(&out_bytes, &out_room, out_length + length);
	memcpy(out_bytes + out_length, text, length);
	out_length += length;
}

void reply_begin(const char *kind)
{
	make_room(&out_bytes, &out_room, out_length + 4);
	out_frame = out_length;
	out_length += 4;
	reply_text("kind", kind);
}

void reply_text(const char *key, const char *value)
{
	put(key);
	put(value);
}

void reply_number(const char *key, uint64_t value)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRIu64, value);
	reply_text(key, text);
}

void reply_end(void)
{
	uint32_t length = (uint32_t)(out_length - out_frame - 4);
	memcpy(out_bytes + out_frame, &length, 4);
}

bool frames_flush(int fd)
{
	while (out_length > 0) {
		ssize_t put_now = write(fd, out_bytes, out_length);
		if (put_now < 0) {
			if (errno == EINTR) continue;
			if (errno == EAGAIN) return false;
			out_length = 0; /* Node is gone: nobody is to be told; the end of the input comes too, and ends all in order */
			break;
		}
		memmove(out_bytes, out_bytes + put_now, out_length - (size_t)put_now);
		out_length -= (size_t)put_now;
	}
	return true;
}
