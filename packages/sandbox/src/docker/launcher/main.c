/* The launcher's life: profile, facts, one program, its files, the end (launcher.h). */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct program program = {.listener = -1, .out = {.fd = -1}, .err = {.fd = -1}};
static int children = -1; /* signalfd of SIGCHLD */

/* What native/frames.c calls when its peer is gone: for pid 1 of a container, leaving is enough. */
void run_kill_all(void) {}
void cgroup_close(void) {}

uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void say_flush(void)
{
	frames_flush(CONTROL_OUT);
}

void say_raw(const char *kind, const char *path, unsigned mode, const void *bytes, size_t length)
{
	reply_begin(kind);
	reply_number("bytes", length);
	if (path) reply_text("path", path), reply_number("mode", mode);
	reply_end();
	say_flush();
	for (size_t put = 0; put < length;) {
		ssize_t now = write(CONTROL_OUT, (const char *)bytes + put, length - put);
		if (now < 0 && errno != EINTR) _exit(3);
		if (now > 0) put += (size_t)now;
	}
}

_Noreturn void leave(const char *step)
{
	int number = errno;
	char text[256];
	const char *name = strerrorname_np(number);
	snprintf(text, sizeof text, "%s: %s (%s)", step, name ? name : "?", strerror(number));
	reply_begin("fault");
	reply_text("detail", text);
	reply_end();
	say_flush();
	exit(4);
}

static _Noreturn void leave_saying(const char *text)
{
	reply_begin("fault");
	reply_text("detail", text);
	reply_end();
	say_flush();
	exit(4);
}

static uint64_t own_cpu_ns(void)
{
	struct timespec t;
	return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0 ? (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec : 0;
}

static void say_ended(void)
{
	streams_drain(&program);
	reply_begin("ended");
	reply_number("status", (uint64_t)program.status);
	reply_number("wall-ns", program.ended_ns - program.started_ns);
	reply_number("own-cpu-ns", own_cpu_ns());
	reply_number("rss-bytes", program.max_rss_bytes);
	reply_number("image-bytes", program.image_bytes);
	reply_number("stdout-bytes", program.out.seen);
	reply_number("stderr-bytes", program.err.seen);
	reply_number("stdout-sent", program.out.seen < program.out.cap ? program.out.seen : program.out.cap);
	if (program.out.truncated) reply_text("stdout-truncated", "yes");
	if (program.err.truncated) reply_text("stderr-truncated", "yes");
	if (program.was_killed) reply_text("killed", "yes");
	char extras[64];
	belts_name(program.extras, extras, sizeof extras);
	reply_text("extras", extras);
	refusals_say(&program);
	reply_end();
	say_flush();
}

static void on_profile(const struct fields *f)
{
	const char *problem = profile_define(f);
	if (problem) leave_saying(problem);
	program.profile = profile_find(field(f, "name"));
	facts_say();
}

static void on_kill(void)
{
	if (program.pid <= 0) return;
	program_reap(&program); /* one that has ended by itself just now was not killed */
	if (program.pid < 0) return say_ended();
	program.was_killed = true;
	kill(-1, SIGKILL); /* everything but this process */
}

static void on_frame(struct fields *f)
{
	const char *kind = field(f, "kind");
	if (!kind) leave_saying("a frame without a kind");
	else if (!strcmp(kind, "profile")) on_profile(f);
	else if (!strcmp(kind, "run") && program.profile && program.pid == 0) program_start(&program, f);
	else if (!strcmp(kind, "kill")) on_kill();
	else if (!strcmp(kind, "deaf")) stream_end(&program.out);
	else if (!strcmp(kind, "collect") && program.pid < 0) collect_say(f);
	else leave_saying("a frame out of turn");
	free(f->bytes);
}

/* What has room or bytes; an output whose way is blocked waits for room. */
static void turn(void)
{
	struct pollfd watched[] = {
		{CONTROL_IN, POLLIN, 0},
		{children, POLLIN, 0},
		{program.listener, POLLIN, 0},
		{program.out.blocked ? STREAM_OUT : program.out.fd, program.out.blocked ? POLLOUT : POLLIN, 0},
		{program.err.fd, POLLIN, 0},
	};
	if (poll(watched, sizeof watched / sizeof *watched, -1) < 0) return;
	if (watched[2].revents & POLLIN) refusals_answer(&program);
	else if (watched[2].revents) close(program.listener), program.listener = -1; /* no process has the filter any more */
	if (watched[3].revents) stream_forward(&program.out);
	if (watched[4].revents) stream_frame(&program.err);
	if (program.out.seen > program.out.cap && !program.output_limit) {
		program.output_limit = true;
		kill(-1, SIGKILL);
	}
	struct signalfd_siginfo ended;
	if ((watched[1].revents & POLLIN) && read(children, &ended, sizeof ended) > 0 && program.pid > 0) {
		program_reap(&program);
		if (program.pid < 0) say_ended();
	}
	if (watched[0].revents && !frames_read(CONTROL_IN, on_frame)) exit(0);
}

static void arrange_descriptors(void)
{
	for (int i = 0; i < 3; i++) {
		if (dup3(i, CONTROL_IN + i, O_CLOEXEC) < 0) _exit(5);
		close(i);
	}
	/* 0, 1, 2 are the program's when it comes; until then nothing else may take their place. */
	for (int i = 0; i < 3; i++)
		if (open("/dev/null", O_RDWR | O_CLOEXEC) != i) _exit(5);
}

int main(void)
{
	sigset_t child;
	if (getpid() != 1) return 126; /* started by a program, as whatever it found */
	arrange_descriptors();
	if (prctl(PR_SET_DUMPABLE, 0) < 0) leave("PR_SET_DUMPABLE");
	signal(SIGPIPE, SIG_IGN);
	umask(022);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &child, NULL) < 0) leave("sigprocmask");
	if ((children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK)) < 0) leave("signalfd");
	for (;;) turn();
}
