/*
 * The launcher: pid 1 of a container, and the only process in it until the run.
 *
 * A Docker engine can start a process in a container, but it can't tell a refused system call by name, can't keep two
 * outputs apart from what it has to say itself, and takes 30 ms and more to enter a container once again. So the launcher
 * waits in a container that is started ahead, and does there what the native backend's init and helper do (native/box.h):
 * it starts the program under its seccomp filter, answers and names refused calls, bounds the outputs, reaps everything,
 * and hands out the files. The filter is compiled from the same profile by the same code (native/profile.c).
 *
 * Privileges: the launcher is the same user as the program, without any capability, as the native init is without root. It
 * can't be traced (not dumpable), and as pid 1 ignores every signal from inside. What it says is believed by Node, so
 * nothing of what the program could write is read before all processes but this one are dead.
 *
 * Channels, all through the engine's attached stream
 *   0  from Node   frames of native/frames.c; the end of input means: leave, which ends the container
 *   1  to Node     the program's standard output, spliced, up to the cap
 *   2  to Node     frames; kind=stderr and kind=file announce `bytes` raw bytes that follow the frame
 * Node → launcher  kind=profile name rule…     once; the answer is kind=ready with the facts of this box (facts.c)
 *                  kind=run …                  once; then kind=started, kind=stderr…, and kind=ended or kind=fault
 *                  kind=kill                   ends the program
 *                  kind=deaf                   nobody reads its standard output any more
 *                  kind=collect …              after kind=ended: kind=folder, kind=file…, and kind=collected or kind=fault
 *
 * Limits of time and memory are Node's, which sees the container's cgroup; those of output are the launcher's.
 */
#ifndef LETSCODE_LAUNCHER_H
#define LETSCODE_LAUNCHER_H

#include "box.h"

enum {
	CONTROL_IN = 10, /* where 0, 1, 2 are moved at the start */
	STREAM_OUT = 11,
	CONTROL_OUT = 12,
};

struct stream { /* one output of the program */
	int fd;
	uint64_t seen, cap;
	bool truncated, blocked; /* blocked: there is more, and no room behind us */
};

struct refused_call {
	uint32_t architecture;
	int number;
	uint64_t arguments[4]; /* of the first time */
	uint64_t count;
};

struct program {
	const struct profile *profile;
	pid_t pid; /* 0 before the run, -1 when it has ended */
	int listener;
	unsigned extras; /* belts beyond the layers: native/belts.c */
	int status; /* as wait4 gives it */
	uint64_t started_ns, ended_ns, image_bytes, max_rss_bytes;
	char file[4096]; /* argv[0] */
	struct stream out, err;
	bool output_limit, was_killed;
	struct refused_call refused; /* the call that ended the run, when its count is 1 */
	struct refused_call calls[MAX_VIOLATIONS];
	size_t call_count;
};

/* main.c */
_Noreturn void leave(const char *step); /* says kind=fault with the step and errno, and ends the container */
void say_raw(const char *kind, const char *path, unsigned mode, const void *bytes, size_t length);
void say_flush(void);

/* facts.c: what this container really is, for Node to compare with what it asked for */
void facts_say(void);

/* program.c */
void program_start(struct program *p, const struct fields *f);
void program_reap(struct program *p); /* takes what has ended; kills and reaps everything once the program itself has */

/* refusals.c */
void refusals_answer(struct program *p);
void refusals_say(const struct program *p);

/* streams.c */
void stream_forward(struct stream *s); /* standard output: moves what is there and what has room */
void stream_frame(struct stream *s);   /* standard error: in frames */
void stream_end(struct stream *s);       /* nobody takes it any more: the next write meets a broken pipe */
void streams_drain(struct program *p); /* all writers are dead: the rest, to the end */

/* collect.c */
void collect_say(const struct fields *f);

#endif
