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

enum { MAX_WATCHED = 128 };

struct starvation { /* starved.c */
	uint64_t ns;          /* how long the run has been kept waiting for a core, so far */
	uint64_t looked_ns, cpu_ns, helper_ns, pressure_ns; /* at the last look: time, the run's CPU time, waits of the helper, of anybody */
	size_t count;
	struct watched_thread {
		pid_t id;
		uint64_t ran_ns, waited_ns; /* since it began */
		bool still;                 /* it has not run since the last look */
	} threads[MAX_WATCHED];
};
struct moment {
	uint64_t now_ns, cpu_ns, late_ns; /* time, the run's CPU time, by how much this look comes too late */
};
void starvation_begin(struct starvation *s, uint64_t started_ns);
void starvation_look(struct starvation *s, int lane, const struct moment *m); /* adds what has been since the last look */
bool starvation_is_waiting(const struct starvation *s); /* a thread waits for a core now, and how long is not known yet */

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
	uint64_t cloned_ns, started_ns, ended_ns; /* started: of the program, 0 until init told */
	uint64_t build_cpu_ns; /* used in the cgroup before the program */
	uint64_t due_ns; /* for which the timer is set */
	struct starvation starved;
	enum kill_reason reason;
	char fault[600];
	struct box_message ended; /* kind 0 until init told */
	struct violation violations[MAX_VIOLATIONS];
	size_t violation_count;
	struct violation refused; /* the call that ended the run */
	struct run *next;
};

uint64_t run_cpu_ns(const struct run *r, uint64_t group_ns); /* the program's part of its cgroup's CPU time */
void run_end(struct run *r, enum kill_reason reason); /* kills it; the first reason stands */
void run_fault(struct run *r, const char *text);
void supervise(struct run *r); /* from now on every event of the run is served */
void supervise_sync(struct run *r); /* takes what init has said */
void supervise_output(struct run *r); /* an output that could not be kept makes the run a fault */
void refusals_serve(struct run *r, int listener); /* takes over the seccomp listener (refusals.c) */
void run_finish(struct run *r); /* init has ended: measures, collects, reports, frees */
void run_forget(struct run *r);
void run_discard(struct run *r); /* closes and frees */

#endif
