/*
 * cgroups: one group per lane, for memory, processes and CPU time, on either version.
 *
 * v1  <hierarchy>/<our group>/letscode-PID/lane-N in memory, pids and cpuacct. Groups are reused: counters are reset.
 * v2  <root>/letscode-PID/lane-N; memory.peak can't be reset before 6.12, so a lane's group is made anew for each run.
 *
 * Peak memory. The kernel's high-water mark counts page cache too, which belongs to whoever touched a file first: a program
 * that reads a large file is no memory hog. So the cache that is left at the end is taken off. Where the cache grew during
 * the run the mark may have been reached through it; then the largest resident set of a process is a lower bound.
 * The limit itself is safe: the kernel drops cache before it kills.
 */
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

struct group {
	int folder[CONTROLLERS]; /* v2: all the same */
	int procs[CONTROLLERS];
	int oom;
	uint64_t memory_bytes, process_count; /* as set; 0: not yet */
	uint64_t oom_kills, limit_hits, cache_bytes; /* at the start of the run */
};

static struct group groups[MAX_LANES];
static int lanes;

const char *cgroup_version(void)
{
	return cgroup_kind == 1 ? "v1" : "v2";
}

static bool open_group(int lane)
{
	struct group *g = &groups[lane];
	for (int c = 0; c < CONTROLLERS; c++) {
		if (cgroup_kind == 2 && c > 0) {
			g->folder[c] = g->folder[0];
			g->procs[c] = -1;
			continue;
		}
		char path[PATH_MAX + 64];
		cgroup_lane_path(c, getpid(), lane, path);
		if (mkdir(path, 0755) < 0 && errno != EEXIST) return fault_set("make the lane's cgroup");
		g->folder[c] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		g->procs[c] = g->folder[c] < 0 ? -1 : openat(g->folder[c], "cgroup.procs", O_WRONLY | O_CLOEXEC);
		if (g->procs[c] < 0) return fault_set("open the lane's cgroup");
	}
	g->memory_bytes = g->process_count = 0;
	return true;
}

static void close_group(struct group *g)
{
	for (int c = 0; c < CONTROLLERS; c++) {
		if (g->procs[c] >= 0) close(g->procs[c]);
		if (g->folder[c] >= 0 && (cgroup_kind == 1 || c == 0)) close(g->folder[c]);
		g->procs[c] = g->folder[c] = -1;
	}
}

/* v1: an eventfd that the kernel signals when the group is out of memory. v2 kills the group by itself (memory.oom.group). */
static bool open_oom_event(struct group *g)
{
	g->oom = -1;
	if (cgroup_kind == 2) return true;
	int control = openat(g->folder[MEMORY], "memory.oom_control", O_RDONLY | O_CLOEXEC);
	g->oom = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (control < 0 || g->oom < 0) return fault_set("memory.oom_control");
	char text[32];
	snprintf(text, sizeof text, "%d %d", g->oom, control);
	bool done = cgroup_write(g->folder[MEMORY], "cgroup.event_control", text);
	if (!done) fault_set("cgroup.event_control");
	close(control);
	return done;
}

bool cgroup_open(int lane_count)
{
	if (!cgroup_make_subtree()) return false;
	for (int i = 0; i < MAX_LANES; i++)
		for (int c = 0; c < CONTROLLERS; c++) groups[i].folder[c] = groups[i].procs[c] = -1;
	for (lanes = 0; lanes < lane_count; lanes++)
		if (!open_group(lanes) || !open_oom_event(&groups[lanes])) return lanes++, false;
	return true;
}

static bool set_memory_v1(struct group *g, uint64_t bytes)
{
	int folder = g->folder[MEMORY];
	bool has_swap_limit = faccessat(folder, "memory.memsw.limit_in_bytes", W_OK, 0) == 0;
	/* The sum with swap may never be below the memory limit, so the order depends on the direction. */
	bool raise = bytes > g->memory_bytes;
	if (g->memory_bytes == 0) cgroup_write_number(folder, "memory.swappiness", 0);
	if (raise && g->memory_bytes && has_swap_limit && !cgroup_write_number(folder, "memory.memsw.limit_in_bytes", bytes)) return false;
	for (int tries = 0; !cgroup_write_number(folder, "memory.limit_in_bytes", bytes); tries++) {
		if (errno != EBUSY || tries == 3) return false;
		cgroup_write(folder, "memory.force_empty", "0");
	}
	return !has_swap_limit || cgroup_write_number(folder, "memory.memsw.limit_in_bytes", bytes);
}

static bool set_memory_v2(struct group *g, uint64_t bytes)
{
	int folder = g->folder[0];
	if (faccessat(folder, "memory.swap.max", W_OK, 0) == 0 && !cgroup_write(folder, "memory.swap.max", "0")) return false;
	return cgroup_write(folder, "memory.oom.group", "1") && cgroup_write_number(folder, "memory.max", bytes);
}

static uint64_t file_cache(const struct group *g)
{
	char text[8192];
	if (cgroup_read(g->folder[MEMORY], "memory.stat", text, sizeof text) <= 0) return 0;
	return cgroup_key(text, "inactive_file") + cgroup_key(text, "active_file");
}

static uint64_t oom_kills(const struct group *g)
{
	return cgroup_kind == 1 ? cgroup_keyed(g->folder[MEMORY], "memory.oom_control", "oom_kill") : cgroup_keyed(g->folder[0], "memory.events", "oom_kill");
}

/* v2. The run before is dead, but from Linux 6.19 on a group is busy until its last process has left its core for good. */
static bool remove_group(int lane)
{
	char path[PATH_MAX + 64];
	cgroup_lane_path(0, getpid(), lane, path);
	close_group(&groups[lane]);
	for (int tries = 0; rmdir(path) < 0 && errno != ENOENT; tries++) {
		if (errno != EBUSY || tries == 5000) return fault_set("remove the lane's last cgroup");
		usleep(tries < 100 ? 50 : 1000);
	}
	return true;
}

bool cgroup_prepare(int lane, uint64_t memory_bytes, uint64_t process_count)
{
	struct group *g = &groups[lane];
	if (cgroup_kind == 2) { /* fresh counters: a fresh group */
		if (!remove_group(lane) || !open_group(lane)) return false;
	}
	if (g->memory_bytes != memory_bytes) {
		if (cgroup_kind == 1 ? !set_memory_v1(g, memory_bytes) : !set_memory_v2(g, memory_bytes)) return g->memory_bytes = 0, fault_set("set the memory limit");
		g->memory_bytes = memory_bytes;
	}
	if (g->process_count != process_count) { /* init is one more */
		if (!cgroup_write_number(g->folder[PIDS], "pids.max", process_count + 1)) return g->process_count = 0, fault_set("set the process limit");
		g->process_count = process_count;
	}
	if (cgroup_kind == 1) {
		uint64_t events;
		while (read(g->oom, &events, sizeof events) > 0) {} /* of the run before */
		if (!cgroup_write(g->folder[CPUACCT], "cpuacct.usage", "0")) return fault_set("reset cpuacct.usage");
		if (!cgroup_write(g->folder[MEMORY], "memory.max_usage_in_bytes", "0")) return fault_set("reset memory.max_usage_in_bytes");
	}
	g->oom_kills = oom_kills(g);
	g->limit_hits = cgroup_keyed(g->folder[PIDS], "pids.events", "max");
	g->cache_bytes = file_cache(g);
	return true;
}

int cgroup_clone_fd(int lane)
{
	return cgroup_kind == 2 ? groups[lane].folder[0] : -1;
}

bool cgroup_attach(int lane, pid_t pid)
{
	char text[16];
	int length = snprintf(text, sizeof text, "%d", (int)pid);
	for (int c = 0; c < CONTROLLERS && cgroup_kind == 1; c++)
		if (write(groups[lane].procs[c], text, (size_t)length) < 0) return fault_set("enter the cgroup");
	return true;
}

uint64_t cgroup_cpu_ns(int lane)
{
	const struct group *g = &groups[lane];
	return cgroup_kind == 1 ? cgroup_number(g->folder[CPUACCT], "cpuacct.usage") : cgroup_keyed(g->folder[0], "cpu.stat", "usage_usec") * 1000;
}

size_t cgroup_threads(int lane, pid_t *ids, size_t room)
{
	char text[4096];
	size_t count = 0;
	const struct group *g = &groups[lane];
	if (cgroup_read(g->folder[PIDS], cgroup_kind == 1 ? "tasks" : "cgroup.threads", text, sizeof text) <= 0) return 0;
	char *end;
	for (char *at = text; count < room && *at; at = end + 1) { /* a number cut off by the end of the text has no newline */
		long id = strtol(at, &end, 10);
		if (end == at || *end != '\n') break;
		ids[count++] = (pid_t)id;
	}
	return count;
}

int cgroup_oom_fd(int lane)
{
	return groups[lane].oom;
}

void cgroup_measure(int lane, uint64_t max_rss_bytes, struct cgroup_usage *usage)
{
	const struct group *g = &groups[lane];
	uint64_t mark = cgroup_number(g->folder[MEMORY], cgroup_kind == 1 ? "memory.max_usage_in_bytes" : "memory.peak");
	uint64_t cache = file_cache(g);
	usage->cpu_ns = cgroup_cpu_ns(lane);
	usage->out_of_memory = oom_kills(g) > g->oom_kills;
	usage->process_limit_hits = cgroup_keyed(g->folder[PIDS], "pids.events", "max") - g->limit_hits;
	uint64_t peak = mark > cache ? mark - cache : 0;
	bool cache_grew = cache > g->cache_bytes + (1 << 20);
	uint64_t resident = mark && max_rss_bytes > mark ? mark : max_rss_bytes; /* shared files count as resident, too */
	if ((cache_grew || mark == 0) && resident > peak) peak = resident;
	usage->memory_peak_bytes = peak < g->memory_bytes ? peak : g->memory_bytes;
}

void cgroup_close(void)
{
	for (int i = 0; i < lanes; i++) {
		close_group(&groups[i]);
		if (groups[i].oom >= 0) close(groups[i].oom);
	}
	cgroup_remove_subtree();
	lanes = 0;
}
