/*
 * Requests: a run from its frame to its beginning, and the list of open ones.
 *
 *   waits for a slot ─▶ waits for its box ─▶ given to the box ─▶ (init places the mounts) ─▶ begun ─▶ report.c
 *
 * Fields of a `run` frame: id, lane, profile; arg… env… (whole argv and environment), cwd; root… mount-host… mount-box…;
 * cpu-ms wall-ms idle-ms? memory-bytes soft-memory-bytes? output-bytes processes disk-bytes inodes? io-bytes?; stdin? stdout
 * stderr; collect-host? collect-box collect-bytes collect-files; ahead… ahead-env… ahead-how?. The answer is one `report`
 * frame, always. A `warm` frame has the same fields and a count, and no answer but `warmed`.
 */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct run *runs;

/*
 * An interpreter that starts takes as much of the cores as a run of it, so the next one starts when nobody runs: a single run
 * finds it ready, and a row of runs is not slowed by it.
 */
static const uint64_t REST_NS = 20000000;
static struct kind *later;
static int later_lane;
static uint64_t later_ns; /* 0: not yet at rest */

static void prepare_later(struct kind *k, int lane)
{
	kind_hold(k);
	if (later) kind_let_go(later);
	later = k;
	later_lane = lane;
}

uint64_t runs_due(void)
{
	uint64_t first = later_ns;
	for (struct run *r = runs; r; r = r->next)
		if (r->due_ns && (!first || r->due_ns < first)) first = r->due_ns;
	return first;
}

void runs_tick(uint64_t now)
{
	for (struct run *r = runs, *next; r; r = next) {
		next = r->next;
		if (r->due_ns && r->due_ns <= now) supervise_time(r, now);
	}
	if (!later_ns || later_ns > now) return;
	later_ns = 0;
	boxes_prepare(later, later_lane, 1);
	kind_let_go(later);
	later = NULL;
}

struct run *run_find_joined(const struct run *r)
{
	for (struct run *other = runs; other; other = other->next)
		if (other != r && joined_is(other) && !strcmp(field(&other->fields, "join"), field(&r->fields, "join"))) return other;
	return NULL;
}

int run_count(void)
{
	int count = 0;
	for (struct run *r = runs; r; r = r->next) count++;
	return count;
}

void run_forget(struct run *r)
{
	for (struct run **at = &runs; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
	if (!runs && later) later_ns = now_ns() + REST_NS;
}

void run_end(struct run *r, enum kill_reason reason)
{
	if (r->reason == NOT_KILLED || reason == FAULT) r->reason = reason;
	if (r->box) box_kill(r->box);
}

void run_fault(struct run *r, const char *text)
{
	if (r->fault[0] == 0) snprintf(r->fault, sizeof r->fault, "%s", text);
	run_end(r, FAULT);
}

static void end_from_outside(struct run *r)
{
	run_end(r, ABORTED);
	if (!r->box) run_finish(r);
}

void run_kill(const char *id)
{
	for (struct run *r = runs; r; r = r->next)
		if (!strcmp(r->id, id)) return end_from_outside(r);
}

void run_kill_all(void)
{
	for (struct run *r = runs, *next; r; r = next) {
		next = r->next;
		end_from_outside(r);
	}
	later_ns = 0;
	boxes_close_all();
}

void run_out_of_memory(int slot)
{
	for (struct run *r = runs; r; r = r->next)
		if (r->box && r->box->slot == slot && r->begun) run_end(r, OUT_OF_MEMORY);
}

/* ---- beginning ---- */

bool run_begin(struct run *r)
{
	struct box *b = r->box;
	lane_pin(r->lane, b->program);
	counting_begin(&b->calls);
	bool done = cgroup_begin(b->slot);
	r->begun = true;
	r->started_ns = now_ns();
	done = done && box_answer_go(b, r->input);
	if (done) supervise(r);
	return done;
}

/* Its box has all that it needs. */
static bool go_on(struct run *r)
{
	return joined_is(r) ? joined_given(r) : run_begin(r);
}

static bool receive(struct run *r)
{
	struct box *b = r->box;
	uint64_t cap = field_number(&r->fields, "output-bytes", 0);
	if (!given_plan_output(&r->out, field(&r->fields, "stdout"), cap) || !given_plan_output(&r->err, field(&r->fields, "stderr"), cap)) return false;
	r->out.watch.fd = b->out;
	r->err.watch.fd = b->err;
	b->out = b->err = -1;
	supervise_streams(r);
	return true;
}

static bool give(struct run *r, struct box *b)
{
	const struct fields *f = &r->fields;
	r->box = b;
	b->run = r;
	b->state = BOX_TAKEN;
	if (!given_open_stdin(r, field(f, "stdin")) || !given_open_mounts(r) || !given_fill_page(r) || !cgroup_limit(b->slot, &r->limits)) return false;
	if (r->mount_count == 0) return go_on(r) && (!b->is_told || given_tell_init(r)) && receive(r);
	bool done = given_tell_init(r) && receive(r);
	given_close_mounts(r);
	return done;
}

static void start(struct run *r, struct box *b)
{
	if (!give(r, b)) return run_fault(r, fault_text());
	if (kind_starts_ahead(r->kind)) prepare_later(r->kind, r->lane);
	else boxes_prepare(r->kind, r->lane, 1);
}

void run_box_ready(struct box *b)
{
	if (b->run && b->run->reason == NOT_KILLED) start(b->run, b);
}

void run_box_placed(struct box *b)
{
	if (b->run->reason == NOT_KILLED && !go_on(b->run)) run_fault(b->run, fault_text());
}

void run_box_ended(struct box *b)
{
	struct run *r = b->run;
	if (r->begun || r->reason != NOT_KILLED) return run_finish(r);
	run_fault(r, "init ended before the run began");
	run_finish(r);
}

void run_box_fault(struct box *b, const char *text)
{
	if (b->run) return run_fault(b->run, text);
	box_release(b);
	box_kill(b);
}

/* No interpreter is ready: one that starts for this run alone starts faster as it is, without what makes it wait. */
static bool start_plainly(struct run *r)
{
	prepare_later(r->kind, r->lane);
	fields_strike(&r->fields, "ahead");
	struct kind *plain = kind_of(&r->fields);
	if (!plain) return false;
	kind_hold(plain);
	kind_let_go(r->kind);
	r->kind = plain;
	kind_limits(plain, &r->limits);
	return true;
}

/* Finds or builds a box. True when the run has one or is over, false when it must wait for a slot. */
static bool find_box(struct run *r)
{
	struct box *b = box_find(r->kind, r->lane, BOX_WAITING);
	if (b) return start(r, b), true;
	if (kind_starts_ahead(r->kind)) return start_plainly(r) ? find_box(r) : (run_fault(r, fault_text()), run_finish(r), true);
	b = box_find(r->kind, r->lane, BOX_BUILDING);
	while (!b && !box_has_room(r->kind, r->lane))
		if (!box_make_place()) return false;
	if (!b) b = box_build(r->kind, r->lane);
	if (b) {
		b->run = r;
		r->box = b;
		return true;
	}
	run_fault(r, fault_text());
	run_finish(r);
	return true;
}

bool run_waits(void)
{
	for (const struct run *r = runs; r; r = r->next)
		if (!r->box) return true;
	return false;
}

void run_slot_is_free(void)
{
	for (struct run *r = runs, *next; r && slots_free() > 0; r = next) {
		next = r->next;
		if (!r->box) find_box(r);
	}
}

static void read_limits(struct run *r)
{
	const struct fields *f = &r->fields;
	r->cpu_limit_ns = field_number(f, "cpu-ms", 0) * 1000000;
	r->wall_limit_ns = field_number(f, "wall-ms", 0) * 1000000;
	r->idle_limit_ns = field_number(f, "idle-ms", 0) * 1000000;
	r->limits = (struct cgroup_limits){.memory_bytes = field_number(f, "memory-bytes", 0), .soft_memory_bytes = field_number(f, "soft-memory-bytes", 0),
					   .process_count = field_number(f, "processes", 1), .io_bytes = field_number(f, "io-bytes", 0)};
}

void run_start(struct fields *f)
{
	struct run *r = calloc(1, sizeof *r);
	if (!r) abort();
	r->fields = *f;
	r->id = field(f, "id");
	r->lane = (int)field_number(f, "lane", 0);
	if (!r->id || r->lane >= host.lane_count) abort();
	r->out.watch.fd = r->err.watch.fd = r->out.file = r->err.file = r->input = -1;
	read_limits(r);
	r->next = runs;
	runs = r;
	later_ns = 0;
	fault_clear();
	if ((r->kind = kind_of(f))) {
		kind_hold(r->kind);
		kind_limits(r->kind, &r->limits);
		find_box(r);
	} else {
		run_fault(r, fault_text());
		run_finish(r);
	}
}

void run_warm(struct fields *f)
{
	struct run wanted = {.fields = *f};
	struct kind *k = kind_of(f);
	const char *id = field(f, "id");
	if (!k || !id) { /* the run that needs it will say why */
		reply_begin("warmed");
		reply_text("id", id ? id : "");
		return reply_end();
	}
	read_limits(&wanted);
	kind_limits(k, &wanted.limits);
	boxes_warm(k, (int)field_number(f, "lane", 0), (int)field_number(f, "count", 1), id);
}

void run_discard(struct run *r)
{
	loop_close(&r->out.watch);
	loop_close(&r->err.watch);
	if (r->out.file >= 0) close(r->out.file);
	if (r->err.file >= 0) close(r->err.file);
	if (r->input >= 0) close(r->input);
	given_close_mounts(r);
	if (r->kind) kind_let_go(r->kind);
	free(r->fields.bytes);
	free(r);
}
