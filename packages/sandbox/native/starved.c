/*
 * How long a run was kept waiting for a core: time that its wall limit must not count, or a busy machine would decide.
 *
 * The kernel keeps, for each thread, how long it ran and how long it was runnable without running (/proc/TID/schedstat,
 * fields 1 and 2; Documentation/scheduler/sched-stats.rst). From look to look the longest wait of any one thread is added.
 *   - Not the sum: a program of many threads would gain their number of seconds a second.
 *   - By differences: a compiler driver's passes come one after another, and the total of a dead one is lost.
 * A thread waits only while something else has its core: another run, which pays for that with its own CPU time, or a
 * thread of the same run, which pays with the run's. So nobody can stretch a run for nothing; supervise.c has a hard bound.
 *
 * The helper's own waits count too, since a full pipe or a refused call waits for the helper; so does a look that comes
 * late, which is how a machine that was paused shows.
 *
 * What a thread waited between the last look and its death is lost. So where one is gone, all the time in which the run used
 * no CPU may have been waiting, but no more than anybody on this machine waited (/proc/pressure/cpu): nothing on an idle one.
 *
 * Not seen: waiting for a disk. The kernel tells a wait only when it is over: starvation_is_waiting says whether one is
 * going on. A kernel without schedstat gives no credit, one without pressure information none for the dead.
 */
#include "run.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool read_thread_file(pid_t id, const char *name, char *text, size_t room)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)id, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return false; /* it has ended */
	ssize_t size = read(fd, text, room - 1);
	close(fd);
	text[size > 0 ? size : 0] = 0;
	return size > 0;
}

/* Both files stay open: they are read at every look. */
static void read_kept(int *fd, const char *path, char *text, size_t room)
{
	if (*fd < 0) *fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = *fd < 0 ? 0 : pread(*fd, text, room - 1, 0);
	text[size > 0 ? size : 0] = 0;
}

static uint64_t helper_waited_ns(void)
{
	static int fd = -1;
	char text[96];
	uint64_t waited = 0;
	read_kept(&fd, "/proc/self/schedstat", text, sizeof text);
	return sscanf(text, "%*u %" SCNu64, &waited) == 1 ? waited : 0;
}

/* Time in which some thread of the machine waited for a core (Documentation/accounting/psi.rst). */
static uint64_t machine_waited_ns(void)
{
	static int fd = -1;
	char text[256];
	uint64_t waited_us = 0;
	read_kept(&fd, "/proc/pressure/cpu", text, sizeof text);
	const char *total = strstr(text, "total="); /* the first line is `some` */
	return total && sscanf(total, "total=%" SCNu64, &waited_us) == 1 ? waited_us * 1000 : 0;
}

static uint64_t since(uint64_t *before, uint64_t now)
{
	uint64_t grown = now > *before ? now - *before : 0;
	*before = now;
	return grown;
}

static uint64_t more_of(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

void starvation_begin(struct starvation *s, uint64_t started_ns)
{
	*s = (struct starvation){.looked_ns = started_ns, .helper_ns = helper_waited_ns(), .pressure_ns = machine_waited_ns()};
}

static const struct watched_thread *thread_before(const struct starvation *s, pid_t id)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->threads[i].id == id) return &s->threads[i];
	return NULL;
}

/* Takes the run's threads anew; how long the one waited that waited longest since the last look. */
static uint64_t look_at_threads(struct starvation *s, int slot, bool *some_are_gone)
{
	pid_t ids[MAX_WATCHED];
	struct watched_thread now[MAX_WATCHED];
	size_t count = 0, known = 0, listed = cgroup_threads(slot, ids, MAX_WATCHED);
	uint64_t longest = 0;
	for (size_t i = 0; i < listed; i++) {
		char text[96];
		struct watched_thread *thread = &now[count];
		*thread = (struct watched_thread){.id = ids[i]};
		if (!read_thread_file(ids[i], "schedstat", text, sizeof text)) continue;
		if (sscanf(text, "%" SCNu64 " %" SCNu64, &thread->ran_ns, &thread->waited_ns) != 2) continue;
		const struct watched_thread *before = thread_before(s, ids[i]);
		bool same = before && before->waited_ns <= thread->waited_ns && before->ran_ns <= thread->ran_ns; /* else the id is used again */
		thread->still = same && before->ran_ns == thread->ran_ns;
		longest = more_of(longest, thread->waited_ns - (same ? before->waited_ns : 0));
		known += same;
		count++;
	}
	*some_are_gone = known < s->count;
	memcpy(s->threads, now, count * sizeof *now);
	s->count = count;
	return longest;
}

void starvation_look(struct starvation *s, int slot, const struct moment *m)
{
	bool some_are_gone;
	uint64_t passed = since(&s->looked_ns, m->now_ns), used = since(&s->cpu_ns, m->cpu_ns);
	uint64_t pressure = since(&s->pressure_ns, machine_waited_ns());
	uint64_t waited = more_of(more_of(m->late_ns, since(&s->helper_ns, helper_waited_ns())), look_at_threads(s, slot, &some_are_gone));
	waited = more_of(waited, since(&s->throttled_ns, cgroup_throttled_ns(slot)));
	uint64_t unused = passed > used ? passed - used : 0;
	if (some_are_gone) waited = more_of(waited, unused < pressure ? unused : pressure);
	s->ns += waited;
}

bool starvation_is_waiting(const struct starvation *s)
{
	for (size_t i = 0; i < s->count; i++) {
		char text[512];
		if (!s->threads[i].still || !read_thread_file(s->threads[i].id, "stat", text, sizeof text)) continue;
		const char *state = strrchr(text, ')'); /* the name before it may hold anything */
		if (state && !strncmp(state, ") R", 3)) return true;
	}
	return false;
}
