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
 * for a core at the moment at which its time is up is looked at again shortly, since that wait is not told yet. HARD_BOUND
 * times the limit ends any run. A run whose end init has told already is never ended by the clock, however late we see it.
 */
#include "run.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { LOOKS = 64, HARD_BOUND = 10 };
static const uint64_t LEAST_WAIT_NS = 1000000, LEAST_LOOK_NS = 10000000, WAITING_LOOK_NS = 5000000;
static const uint64_t BUILD_BOUND_NS = 120 * 1000000000ull; /* a box takes about a millisecond: by then something hangs */

static uint64_t processors(const struct run *r)
{
	static long online;
	if (!online) online = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t count = online > 0 ? (uint64_t)online : 1;
	return r->process_limit < count ? r->process_limit : count;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* Time until a limit can first be reached, or 0 when one is and the run was ended. */
static uint64_t time_left(struct run *r, uint64_t now)
{
	if (!r->started_ns) {
		uint64_t built = now - r->cloned_ns;
		if (built <= BUILD_BOUND_NS) return BUILD_BOUND_NS - built + 1;
		return run_fault(r, "the box was not built within two minutes"), 0;
	}
	uint64_t cpu = run_cpu_ns(r, cgroup_cpu_ns(r->lane)), wall = now - r->started_ns;
	if (cpu > r->cpu_limit_ns) return run_end(r, CPU_TIME), 0;
	struct moment m = {now, cpu, r->due_ns && now > r->due_ns ? now - r->due_ns : 0};
	starvation_look(&r->starved, r->lane, &m);
	uint64_t counted = wall - least(r->starved.ns, wall);
	if (wall > HARD_BOUND * r->wall_limit_ns) return run_end(r, WALL_TIME), 0;
	uint64_t wall_left = WAITING_LOOK_NS;
	if (counted <= r->wall_limit_ns) wall_left = least(r->wall_limit_ns - counted + 1, most(r->wall_limit_ns / LOOKS, LEAST_LOOK_NS));
	else if (!starvation_is_waiting(&r->starved)) return run_end(r, WALL_TIME), 0;
	return least(most((r->cpu_limit_ns - cpu) / processors(r) + 1, LEAST_WAIT_NS), wall_left);
}

static void look_at_time(struct run *r)
{
	uint64_t now = now_ns();
	supervise_sync(r); /* it may have ended in time, while we were late */
	if (r->reason != NOT_KILLED || r->ended.kind == BOX_ENDED) return;
	uint64_t wait = time_left(r, now);
	if (wait == 0) return;
	struct itimerspec when = {.it_value = {(time_t)(wait / 1000000000u), (long)(wait % 1000000000u)}};
	if (timerfd_settime(r->timer.fd, 0, &when, NULL) < 0) {
		fault_set("timerfd_settime");
		return run_fault(r, fault_text());
	}
	r->due_ns = now + wait;
}

static void on_timer(struct watch *w, uint32_t events)
{
	(void)events;
	uint64_t fired;
	if (read(w->fd, &fired, sizeof fired) > 0) look_at_time(w->owner);
}

static void on_end(struct watch *w, uint32_t events)
{
	(void)events;
	run_finish(w->owner);
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
	bool open = output_drain(&r->out);
	if (r->out.truncated && r->out.seen > r->out.cap) run_end(r, OUTPUT);
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

/* ---- init's messages ---- */

static void take_descriptors(struct run *r, struct msghdr *packet, bool has_work)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(packet);
	if (!header || header->cmsg_type != SCM_RIGHTS) return run_fault(r, "init sent no seccomp listener");
	int fds[2];
	memcpy(fds, CMSG_DATA(header), sizeof(int) * (has_work ? 2 : 1));
	refusals_serve(r, fds[0]);
	if (has_work) r->work_fd = fds[1];
}

void supervise_sync(struct run *r)
{
	for (;;) {
		struct box_message message;
		struct iovec part = {&message, sizeof message};
		union {
			struct cmsghdr header;
			char bytes[CMSG_SPACE(2 * sizeof(int))];
		} control;
		struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
		if (r->sync.fd < 0) return;
		ssize_t size = recvmsg(r->sync.fd, &packet, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
		if (size < 0 && errno == EINTR) continue;
		if (size != sizeof message) return;
		if (message.kind == BOX_STARTED) {
			r->started_ns = message.time_ns;
			r->build_cpu_ns = message.build_cpu_ns;
			starvation_begin(&r->starved, r->started_ns);
			take_descriptors(r, &packet, message.has_work);
		}
		if (message.kind == BOX_ENDED) r->ended = message;
		if (message.kind == BOX_FAULT) {
			errno = message.error;
			message.step[sizeof message.step - 1] = 0;
			fault_set(message.step);
			run_fault(r, fault_text());
		}
	}
}

static void on_sync(struct watch *w, uint32_t events)
{
	struct run *r = w->owner;
	bool was_started = r->started_ns != 0;
	supervise_sync(r);
	if (!was_started && r->started_ns && r->timer.fd >= 0) look_at_time(r);
	if (events & (EPOLLHUP | EPOLLRDHUP)) loop_close(w);
}

void supervise(struct run *r)
{
	loop_add(&r->end, r->end.fd, EPOLLIN, on_end, r);
	loop_add(&r->sync, r->sync.fd, EPOLLIN, on_sync, r);
	loop_add(&r->out.watch, r->out.watch.fd, EPOLLIN, on_stdout, r);
	loop_add(&r->err.watch, r->err.watch.fd, EPOLLIN, on_stderr, r);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (timer < 0) {
		fault_set("timerfd_create");
		return run_fault(r, fault_text());
	}
	loop_add(&r->timer, timer, EPOLLIN, on_timer, r);
	look_at_time(r);
}
