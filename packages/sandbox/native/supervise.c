/*
 * Watching a run: its end, its output, refused system calls, and the time at which a limit can first be reached.
 *
 * CPU time grows at most as fast as there are processors, so after a look at the counter the next one is due when the rest
 * could be used up by all of them together: the waits shrink towards the limit, and a busy program is seen at most
 * LEAST_WAIT after it. A sleeping program is looked at no more often than that rest allows.
 *
 * The wall limit is for programs that sleep or wait for something that never comes. It counts from the program's start (the
 * box is built before) and leaves out what the program spent waiting for a core (starved.c), so that a busy machine never
 * decides a verdict; for that the threads are looked at LOOKS times in the course of the limit. A program that is waiting
 * for a core at the moment at which its time is up is looked at again shortly, since that wait is not told yet. HARD_FACTOR
 * times the limit and half a minute end any run. A run whose end init has told already is never ended by the clock, however late we see it.
 */
#include "run.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { LOOKS = 64, HARD_FACTOR = 10 };
static const uint64_t HARD_REST_NS = 30000000000u;
static const uint64_t FIRST_LOOK_NS = 2000000; /* most runs are over by then, and what a look takes is saved */
static const uint64_t LEAST_WAIT_NS = 1000000, LEAST_LOOK_NS = 10000000, WAITING_LOOK_NS = 5000000;

static uint64_t processors(const struct run *r)
{
	static long online;
	if (!online) online = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t count = online > 0 ? (uint64_t)online : 1;
	return r->limits.process_count < count ? r->limits.process_count : count;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* Time of the program's own doing nothing: not computing, and not kept from it. */
uint64_t run_idle_ns(const struct run *r, uint64_t wall_ns, uint64_t cpu_ns)
{
	return wall_ns - least(wall_ns, r->starved.ns + cpu_ns);
}

static void look_at_memory(struct run *r, uint64_t now)
{
	uint64_t bytes = cgroup_memory_bytes(r->box->slot), passed = now - r->growth.at_ns;
	if (r->growth.at_ns && bytes > r->growth.bytes && passed >= LEAST_WAIT_NS)
		r->growth.steepest = most(r->growth.steepest, (uint64_t)((double)(bytes - r->growth.bytes) * 1e9 / (double)passed));
	r->growth.at_ns = now;
	r->growth.bytes = bytes;
}

/* Time until a limit can first be reached, or 0 when one is and the run was ended. */
static uint64_t time_left(struct run *r, uint64_t now)
{
	uint64_t cpu = cgroup_cpu_ns(r->box->slot), wall = now - r->started_ns;
	if (cpu > r->cpu_limit_ns) return run_end(r, CPU_TIME), 0;
	struct moment m = {now, cpu, r->due_ns && now > r->due_ns ? now - r->due_ns : 0};
	starvation_look(&r->starved, r->box->slot, &m);
	look_at_memory(r, now);
	uint64_t counted = wall - least(r->starved.ns, wall), idle = run_idle_ns(r, wall, cpu), wait = WAITING_LOOK_NS;
	if (wall > HARD_FACTOR * r->wall_limit_ns + HARD_REST_NS) return run_end(r, WALL_TIME), 0;
	bool is_late = counted > r->wall_limit_ns, is_idle = r->idle_limit_ns && idle > r->idle_limit_ns;
	if (!is_late && !is_idle) {
		wait = least(r->wall_limit_ns - counted + 1, most(r->wall_limit_ns / LOOKS, LEAST_LOOK_NS));
		if (r->idle_limit_ns) wait = least(wait, r->idle_limit_ns - idle + 1);
	} else if (!starvation_is_waiting(&r->starved)) {
		return run_end(r, is_late ? WALL_TIME : IDLE_TIME), 0;
	}
	return least(most((r->cpu_limit_ns - cpu) / processors(r) + 1, LEAST_WAIT_NS), wait);
}

void supervise_time(struct run *r, uint64_t now)
{
	box_take_messages(r->box); /* it may have ended in time, while we were late */
	uint64_t wait = 0;
	if (r->reason == NOT_KILLED && r->box->ended.kind != BOX_ENDED) {
		if (!r->starved.looked_ns) starvation_begin(&r->starved, r->started_ns);
		wait = time_left(r, now);
	}
	r->due_ns = wait > 0 ? now + wait : 0;
}

void supervise_output(struct run *r)
{
	errno = r->out.error ? r->out.error : r->err.error;
	if (errno == 0) return;
	fault_set("write an output file");
	run_fault(r, fault_text());
}

static void on_stdout(struct watch *w, uint32_t events)
{
	(void)events;
	struct run *r = w->owner;
	bool open = r->sends ? joined_take(r) : output_drain(&r->out);
	if ((r->sends || r->out.truncated) && r->out.seen > r->out.cap) run_end(r, OUTPUT);
	supervise_output(r);
	if (!open) loop_close(w);
}

static void on_stderr(struct watch *w, uint32_t events)
{
	(void)events;
	struct run *r = w->owner;
	bool open = output_drain(&r->err);
	supervise_output(r);
	if (!open) loop_close(w);
}

void supervise_streams(struct run *r)
{
	loop_add(&r->out.watch, r->out.watch.fd, EPOLLIN, on_stdout, r);
	loop_add(&r->err.watch, r->err.watch.fd, EPOLLIN, on_stderr, r);
}

void supervise_last_words(struct run *r)
{
	if (joined_is(r)) return; /* the other one waits for the end of what this one sends */
	loop_ignore(&r->out.watch);
	loop_ignore(&r->err.watch);
}

void supervise(struct run *r)
{
	r->due_ns = r->started_ns + least(FIRST_LOOK_NS, r->cpu_limit_ns);
}
