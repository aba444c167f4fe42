/* Boxes as the helper sees them: made by boxes.c, used by run.c, supervise.c, refusals.c and report.c. */
#ifndef LETSCODE_BOXES_H
#define LETSCODE_BOXES_H

#include "box.h"

enum box_state { BOX_BUILDING, BOX_WAITING, BOX_TAKEN, BOX_LEAVING };

struct kind; /* of box: boxes of one kind can stand in for each other */
struct run;
struct template;

struct box {
	struct kind *kind;
	struct template *template; /* it is forked from, or NULL */
	int slot, lane; /* lane: only of a forked one, which serves no other */
	uint64_t number; /* by which its template tells of it */
	unsigned program_uid; /* outside; of a forked one that of its template */
	enum box_state state;
	struct run *run; /* that has it, or waits for it to be built */
	const struct profile *profile;
	pid_t pid;       /* init's */
	pid_t program;   /* 0 until it waits for its run */
	struct watch end, sync, listener;
	int out, err, work_fd; /* read ends of the pipes; /work */
	struct call_count calls;
	int lent[4];     /* to its init, until that has copies of its own; or -1 */
	bool is_told;    /* of its run: init waits for the message */
	bool told_ready; /* init has; the program's own call may come before or after */
	uint64_t go_call; /* of the seccomp listener */
	unsigned extras;
	uint64_t cloned_ns, ready_ns;
	struct box_message ended; /* kind 0 until init told */
	struct box *next;
};

/* The kind that a run's frame asks for. NULL: see fault_*. It stays while somebody holds it. */
struct kind *kind_of(const struct fields *f);
void kind_hold(struct kind *k);
void kind_let_go(struct kind *k);
bool kind_starts_ahead(const struct kind *k); /* each of its boxes starts an interpreter */
bool kind_is_ahead(const struct kind *k); /* its program starts before the run comes */
void kind_limits(struct kind *k, const struct cgroup_limits *limits); /* of its last run */

struct box *box_find(struct kind *k, int lane, enum box_state state); /* that no run has; or NULL */
struct box *box_build(struct kind *k, int lane); /* NULL: see fault_*, or no slot is free: then box_make_place and wait */
bool box_has_room(const struct kind *k, int lane); /* for a box of this kind, and for its template where there is none yet */
bool box_make_place(void); /* the one that waited longest leaves; true when its slot is free at once */
void box_kill(struct box *b);
void box_go_call(struct box *b, uint64_t id, pid_t program); /* the program waits for its run */
bool box_answer_go(struct box *b, int standard_input); /* it begins; -1: no input. false: see fault_* */
void box_release(struct box *b); /* its run is over; it leaves by itself or was killed */
void boxes_warm(struct kind *k, int lane, int wanted, const char *id); /* the same, and a frame when none is being built any more */
bool boxes_are_building(const struct kind *k); /* for nobody yet */
void boxes_tell_warm(void); /* something has changed (warming.c) */
void boxes_prepare(struct kind *k, int lane, int wanted); /* builds until so many wait or are being built, as far as slots are free */
void box_take_messages(struct box *b);

/* launch.c, boxes.c and templates.c for each other */
void box_take_back(struct box *b); /* what was lent */
bool box_launch(struct box *b); /* gives it pid, end and sync; false: see fault_* */
bool kind_is_stale(const struct kind *k, uint64_t now); /* nobody has wanted it for long */
void kind_stop_forking(struct kind *k);
bool box_launch_template(struct box *seed); /* gives it pid, end and sync; false: see fault_* */
bool box_plan_fork(struct box *b, int template_slot, struct box_plan *plan, int *sync); /* plan.sync, standard[1] and [2] are the caller's to close */
void box_serve_sync(struct box *b, int sync);
void box_forked(uint64_t number, int pidfd, int error);
void boxes_template_ready(struct template *t);
void boxes_lose_template(struct template *t);
bool boxes_of_template(const struct template *t);
bool template_is_there(const struct kind *k, int lane);
bool template_build(struct box *b); /* starts the template where there is none; false: see fault_* */
bool template_ask(struct box *b);
void template_dismiss(struct template *t);
void templates_make_place(void);
void templates_tick(uint64_t now);
void templates_close_all(void);

/* run.c */
void run_box_ready(struct box *b);   /* b->run may be NULL */
void run_box_placed(struct box *b);
void run_box_ended(struct box *b);   /* init has told the end, or is dead; b->run is not NULL */
void run_box_fault(struct box *b, const char *text);
void run_slot_is_free(void);
bool run_waits(void); /* for a slot */

#endif
