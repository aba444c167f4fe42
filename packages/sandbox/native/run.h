/* One run as the helper keeps it; shared by run.c (start), supervise.c (events) and report.c (the end). */
#ifndef LETSCODE_RUN_H
#define LETSCODE_RUN_H

#include "boxes.h"

enum kill_reason { NOT_KILLED, ABORTED, FAULT, REFUSED, OUT_OF_MEMORY, CPU_TIME, WALL_TIME, IDLE_TIME, OUTPUT };

struct violation {
	uint32_t architecture;
	int number;
	uint64_t arguments[6]; /* of the first time */
	uint64_t count;
};

enum { MAX_WATCHED = 128 };

struct starvation { /* starved.c */
	uint64_t ns;          /* how long the run has been kept waiting for a core, so far */
	uint64_t looked_ns, cpu_ns, helper_ns, pressure_ns, throttled_ns; /* at the last look: time, the run's CPU time, waits of the helper, of anybody, by quota */
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
void starvation_look(struct starvation *s, int slot, const struct moment *m); /* adds what has been since the last look */
bool starvation_is_waiting(const struct starvation *s); /* a thread waits for a core now, and how long is not known yet */

struct relay; /* joined.c */

struct run {
	struct fields fields;
	const char *id;
	int lane;
	struct kind *kind;
	struct box *box; /* NULL while it waits for a slot */
	struct output out, err;
	struct run *partner;  /* of two joined runs; NULL for others, and when it is over */
	struct relay *sends;  /* its standard output goes there instead of into a file */
	bool given;           /* its box has all but the start */
	int input, mounts[MAX_MOUNTS];
	size_t mount_count;
	uint64_t cpu_limit_ns, wall_limit_ns, idle_limit_ns; /* idle: 0 for none */
	struct cgroup_limits limits;
	bool begun;
	uint64_t started_ns, ended_ns; /* started: of the program */
	uint64_t due_ns; /* when its time is looked at next, 0: not */
	struct starvation starved;
	struct growth {
		uint64_t at_ns, bytes, steepest; /* at the last look; bytes a second */
	} growth;
	enum kill_reason reason;
	char fault[600];
	struct violation violations[MAX_VIOLATIONS];
	size_t violation_count;
	struct violation refused; /* the call that ended the run */
	struct run *next;
};

/* given.c; false: see fault_* */
bool given_open_stdin(struct run *r, const char *path);
bool given_plan_output(struct output *o, const char *path, uint64_t cap);
bool given_open_mounts(struct run *r);
bool given_fill_page(const struct run *r);
bool given_tell_init(const struct run *r); /* the message that a run has come, with its mounts */
void given_close_mounts(struct run *r);

uint64_t run_idle_ns(const struct run *r, uint64_t wall_ns, uint64_t cpu_ns);
void run_end(struct run *r, enum kill_reason reason); /* kills it; the first reason stands */
void run_fault(struct run *r, const char *text);
bool joined_is(const struct run *r);
bool joined_given(struct run *r); /* its box is ready; both begin when the other's is */
bool joined_take(struct run *r); /* moves what it has sent; false at the end */
void joined_leave(struct run *r); /* it is over */
bool run_begin(struct run *r);
struct run *run_find_joined(const struct run *r); /* the other one, when it has come */
void supervise(struct run *r); /* the run has begun: from now on its time is watched */
void supervise_time(struct run *r, uint64_t now);
void supervise_output(struct run *r); /* an output that could not be kept makes the run a fault */
void supervise_streams(struct run *r); /* from now on its output is served */
void supervise_last_words(struct run *r); /* nobody is left who could write: what is there is taken when init has told the end */
void refusals_serve(struct box *b, int listener); /* takes over the seccomp listener (refusals.c) */
void run_finish(struct run *r); /* it is over: measures, collects, reports, frees */
void run_forget(struct run *r);
void run_discard(struct run *r); /* closes and frees */

#endif
