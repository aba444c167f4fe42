/* One run as the helper keeps it; shared by run.c (start), supervise.c (events) and report.c (the end). */
#ifndef LETSCODE_RUN_H
#define LETSCODE_RUN_H

#include "box.h"

enum kill_reason { NOT_KILLED, ABORTED, FAULT, REFUSED, OUT_OF_MEMORY, CPU_TIME, WALL_TIME, OUTPUT };

struct violation {
	uint32_t architecture;
	int number;
	uint64_t arguments[6]; /* of the first time */
	uint64_t count;
};

struct run {
	struct fields fields;
	const char *id;
	int lane;
	const struct profile *profile;
	struct watch end, sync, listener, timer;
	struct output out, err;
	int work_fd;
	pid_t pid;
	uint64_t cpu_limit_ns, wall_limit_ns, memory_limit_bytes, process_limit;
	uint64_t started_ns, ended_ns;
	enum kill_reason reason;
	char fault[600];
	struct box_message ended; /* kind 0 until init told */
	struct violation violations[MAX_VIOLATIONS];
	size_t violation_count;
	struct violation refused; /* the call that ended the run */
	struct run *next;
};

void run_end(struct run *r, enum kill_reason reason); /* kills it; the first reason stands */
void run_fault(struct run *r, const char *text);
void supervise(struct run *r); /* from now on every event of the run is served */
void supervise_sync(struct run *r); /* takes what init has said */
void run_finish(struct run *r); /* init has ended: measures, collects, reports, frees */
void run_forget(struct run *r);
void run_discard(struct run *r); /* closes and frees */

#endif
