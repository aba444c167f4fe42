/*
 * How long the sandbox's helper takes, without Node: `box-driver HELPER LANES FRAMES FOLDER`
 *
 * FRAMES is what Node once sent to a helper (apps/cli/src/bench/record-frames.ts): frames as native/frames.c of the sandbox
 * describes them, of which the first `kind=run` is repeated and all before it are sent once. For each run the values of
 * `id`, `lane`, `stdout` and `stderr` are put in anew; output files are made in FOLDER and removed after each block. A value
 * of `mount-box` that ends in `/cold` gets a number, so that no box can have been prepared for it and no root be reused.
 *
 * Standard input   one line a block: LANES COUNT
 * Standard output  `ready NS` once: from the helper's start to its first frame; then one line a block: ELAPSED_NS, then
 *                  COUNT times in ns, by blanks, each from the run's frame to its report
 *
 * A report that says anything but `exited` with 0, and no violation, ends the driver with 1: a faulted run must never
 * count as a fast one.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_LANES = 64, MAX_COUNT = 100000, MAX_FRAME = 4 * 1024 * 1024 };

static int to_helper, from_helper;
static char *recorded;                /* all frames */
static const char *template;          /* the frame that is repeated, without its length */
static uint32_t template_length;
static const char *folder;
static char frame[MAX_FRAME + 4];
static unsigned long run_number;
static uint64_t began_ns[MAX_COUNT], times_ns[MAX_COUNT];

static _Noreturn void fail(const char *what, const char *detail)
{
	printf("failed: %s %s\n", what, detail ? detail : "");
	fflush(stdout);
	exit(1); /* the helper sees the end of its input and cleans up */
}

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t put = write(fd, bytes, length);
		if (put <= 0) fail("write to the helper", NULL);
		bytes += put;
		length -= (size_t)put;
	}
}

static void read_all(int fd, char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t got = read(fd, bytes, length);
		if (got <= 0) fail("the helper ended", NULL);
		bytes += got;
		length -= (size_t)got;
	}
}

static const char *value_of(const char *body, uint32_t length, const char *wanted)
{
	for (const char *at = body; at < body + length;) {
		const char *value = at + strlen(at) + 1;
		if (!strcmp(at, wanted)) return value;
		at = value + strlen(value) + 1;
	}
	return NULL;
}

static size_t put_text(size_t at, const char *text)
{
	size_t length = strlen(text) + 1;
	if (at + length > sizeof frame) fail("a frame is too long", NULL);
	memcpy(frame + at, text, length);
	return at + length;
}

static void output_path(char *path, size_t room, unsigned long number, const char *key)
{
	snprintf(path, room, "%s/%lu-%s", folder, number, key);
}

/* The recorded run with this run's own values. */
static size_t make_frame(int index, int lane)
{
	size_t at = 4;
	for (const char *key = template; key < template + template_length;) {
		const char *value = key + strlen(key) + 1;
		char own[4200];
		size_t length = strlen(value);
		at = put_text(at, key);
		if (!strcmp(key, "id")) snprintf(own, sizeof own, "%d", index);
		else if (!strcmp(key, "lane")) snprintf(own, sizeof own, "%d", lane);
		else if (!strcmp(key, "stdout") || !strcmp(key, "stderr")) output_path(own, sizeof own, run_number, key);
		else if (!strcmp(key, "mount-box") && length >= 5 && !strcmp(value + length - 5, "/cold")) snprintf(own, sizeof own, "%s-%d-%lu", value, (int)getpid(), run_number);
		else own[0] = 0;
		at = put_text(at, own[0] ? own : value);
		key = value + length + 1;
	}
	run_number++;
	uint32_t length = (uint32_t)(at - 4);
	memcpy(frame, &length, 4);
	return at;
}

static void start_run(int index, int lane)
{
	size_t length = make_frame(index, lane);
	began_ns[index] = now_ns();
	write_all(to_helper, frame, length);
}

static char *read_frame(uint32_t *length)
{
	static char body[MAX_FRAME];
	read_all(from_helper, (char *)length, 4);
	if (*length > sizeof body) fail("a reply is too long", NULL);
	read_all(from_helper, body, *length);
	return body;
}

/* Waits for one report and returns which run it is of. */
static int finish_run(void)
{
	for (;;) {
		uint32_t length;
		const char *body = read_frame(&length);
		uint64_t now = now_ns();
		const char *kind = value_of(body, length, "kind"), *id = value_of(body, length, "id");
		if (kind && strcmp(kind, "report")) continue;
		const char *exit_kind = value_of(body, length, "exit"), *code = value_of(body, length, "code");
		if (!id || !exit_kind || strcmp(exit_kind, "exited") || !code || strcmp(code, "0")) {
			const char *detail = value_of(body, length, "detail");
			fail(exit_kind ? exit_kind : "a report without an end", detail ? detail : code);
		}
		if (value_of(body, length, "violation-syscall")) fail("a violation", value_of(body, length, "violation-syscall"));
		times_ns[atoi(id)] = now - began_ns[atoi(id)];
		return atoi(id);
	}
}

static void run_block(int lanes, int count)
{
	static int lane_of[MAX_COUNT];
	int started = 0;
	unsigned long first = run_number;
	uint64_t began = now_ns();
	for (; started < lanes && started < count; started++) start_run(started, lane_of[started] = started);
	for (int ended = 0; ended < count; ended++) {
		int lane = lane_of[finish_run()];
		if (started == count) continue;
		lane_of[started] = lane;
		start_run(started++, lane);
	}
	printf("%llu", (unsigned long long)(now_ns() - began));
	for (int i = 0; i < count; i++) printf(" %llu", (unsigned long long)times_ns[i]);
	printf("\n");
	fflush(stdout);
	for (unsigned long number = first; number < run_number; number++) {
		char path[4200];
		output_path(path, sizeof path, number, "stdout");
		unlink(path);
		output_path(path, sizeof path, number, "stderr");
		unlink(path);
	}
}

static void start_helper(const char *path, const char *lanes)
{
	int there[2], back[2];
	if (pipe2(there, O_CLOEXEC) < 0 || pipe2(back, O_CLOEXEC) < 0) fail("pipe", NULL);
	pid_t pid = fork();
	if (pid < 0) fail("fork", NULL);
	if (pid == 0) {
		char *argv[] = {(char *)(uintptr_t)path, "serve", (char *)(uintptr_t)lanes, NULL}, *envp[] = {NULL};
		setsid();
		if (chdir("/") < 0 || dup2(there[0], 0) < 0 || dup2(back[1], 1) < 0) _exit(127);
		execve(path, argv, envp);
		_exit(127);
	}
	close(there[0]);
	close(back[1]);
	to_helper = there[1];
	from_helper = back[0];
}

/* Sends all frames before the last run, which becomes the template. */
static void load_frames(const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) < 0 || !(recorded = malloc((size_t)status.st_size))) fail("open", path);
	read_all(fd, recorded, (size_t)status.st_size);
	close(fd);
	size_t before = 0, end = (size_t)status.st_size;
	for (size_t at = 0; at + 4 <= end; at += 4 + template_length) {
		memcpy(&template_length, recorded + at, 4);
		const char *kind = at + 4 + template_length <= end ? value_of(recorded + at + 4, template_length, "kind") : NULL;
		if (!kind || strcmp(kind, "run")) continue;
		template = recorded + at + 4;
		before = at;
		break;
	}
	if (!template) fail("no run was recorded in", path);
	write_all(to_helper, recorded, before);
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: box-driver HELPER LANES FRAMES FOLDER\n");
		return 2;
	}
	folder = argv[4];
	uint64_t began = now_ns();
	start_helper(argv[1], argv[2]);
	uint32_t length;
	const char *first = read_frame(&length), *kind = value_of(first, length, "kind");
	if (!kind || strcmp(kind, "ready")) fail("the helper is not ready:", value_of(first, length, "detail"));
	printf("ready %llu\n", (unsigned long long)(now_ns() - began));
	fflush(stdout);
	load_frames(argv[3]);
	int lanes, count;
	while (scanf("%d %d", &lanes, &count) == 2) {
		if (lanes < 1 || lanes > atoi(argv[2]) || lanes > MAX_LANES || count < 1 || count > MAX_COUNT) return 2;
		run_block(lanes, count);
	}
	close(to_helper); /* the helper kills what runs, cleans up and leaves */
	while (wait(NULL) > 0) {}
	return 0;
}
