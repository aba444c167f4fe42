/*
 * cgroups: one group per slot, for memory, processes, CPU time, and I/O, on either version.
 *
 * v1  <hierarchy>/<our group>/letscode-PID/slot-N in memory, pids, cpuacct (needed), cpu, blkio. Reused: counters are reset.
 * v2  <root>/letscode-PID/slot-N; memory.peak can't be reset before 6.12, so a slot's group is made anew for each box.
 *
 * Peak memory. The kernel's high-water mark counts page cache too, which belongs to whoever touched a file first: a program
 * that reads a large file is no memory hog. So the cache that is left at the end is taken off. Where the cache grew during
 * the run the mark may have been reached through it; then the largest resident set of a process is a lower bound.
 * The limit itself is safe: the kernel drops cache before it kills.
 *
 * The soft limit never touches a run while the machine has memory to spare: on v1 it is memory.soft_limit_in_bytes, on v2
 * memory.low, which names what is taken back last. (memory.high would stop the program instead, and change its times.)
 */
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEVICES = 16, PERIOD_US = 20000, CACHE_NOISE = 1 << 20 };

enum counter { CPU_TIME, CPU_STAT, MEMORY_NOW, MEMORY_PEAK, MEMORY_STAT, MEMORY_EVENTS, PIDS_EVENTS, COUNTERS };
static const struct {
	int controller;
	const char *v1, *v2;
} counters[COUNTERS] = {
	[CPU_TIME] = {CPUACCT, "cpuacct.usage", "cpu.stat"},
	[CPU_STAT] = {CPU, "cpu.stat", "cpu.stat"},
	[MEMORY_NOW] = {MEMORY, "memory.usage_in_bytes", "memory.current"},
	[MEMORY_PEAK] = {MEMORY, "memory.max_usage_in_bytes", "memory.peak"},
	[MEMORY_STAT] = {MEMORY, "memory.stat", "memory.stat"},
	[MEMORY_EVENTS] = {MEMORY, "memory.oom_control", "memory.events"},
	[PIDS_EVENTS] = {PIDS, "pids.events", "pids.events"},
};

struct group {
	int folder[CONTROLLERS]; /* v2: all the same */
	int counter[COUNTERS];   /* open, since they are read in every run; -1: there is none */
	int procs[CONTROLLERS];
	int oom;
	struct cgroup_limits set; /* 0: not yet */
	uint64_t cpu_ns, throttled_ns, oom_kills, limit_hits, cache_bytes; /* at the start of the run */
};

static struct group groups[MAX_SLOTS];
static struct cgroup_settings settings;
static char devices[MAX_DEVICES][16];
static size_t device_count;

const char *cgroup_version(void)
{
	return cgroup_kind == 1 ? "v1" : "v2";
}

static bool open_hierarchy(struct group *g, int slot, int c)
{
	char path[PATH_MAX + 64];
	cgroup_slot_path(c, getpid(), slot, path);
	if (mkdir(path, 0755) < 0 && errno != EEXIST) return fault_set("make the slot's cgroup");
	g->folder[c] = own_fd(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	g->procs[c] = g->folder[c] < 0 ? -1 : own_fd(openat(g->folder[c], "cgroup.procs", O_WRONLY | O_CLOEXEC));
	return g->procs[c] >= 0 || fault_set("open the slot's cgroup");
}

static bool set_quota(const struct group *g)
{
	char text[48];
	unsigned quota = PERIOD_US / 100 * settings.quota_percent;
	if (settings.quota_percent == 0) return true;
	if (cgroup_kind == 2) {
		snprintf(text, sizeof text, "%u %u", quota, (unsigned)PERIOD_US);
		return cgroup_write(g->folder[0], "cpu.max", text) || fault_set("set the CPU quota");
	}
	if (!cgroup_has(CPU)) return errno = ENOENT, fault_set("CPU quota: no cpu controller");
	return (cgroup_write_number(g->folder[CPU], "cpu.cfs_period_us", PERIOD_US) && cgroup_write_number(g->folder[CPU], "cpu.cfs_quota_us", quota)) ||
	       fault_set("set the CPU quota");
}

static bool open_group(int slot)
{
	struct group *g = &groups[slot];
	memset(&g->set, 0, sizeof g->set);
	for (int c = 0; c < CONTROLLERS; c++) g->folder[c] = g->procs[c] = -1;
	for (int i = 0; i < COUNTERS; i++) g->counter[i] = -1;
	for (int c = 0; c < CONTROLLERS; c++) {
		if (cgroup_kind == 2 && c > 0) g->folder[c] = g->folder[0];
		else if ((cgroup_kind == 2 || cgroup_has(c)) && !open_hierarchy(g, slot, c)) return false;
	}
	for (int i = 0; i < COUNTERS; i++) {
		int folder = g->folder[counters[i].controller];
		const char *name = cgroup_kind == 1 ? counters[i].v1 : counters[i].v2;
		if (folder >= 0 && (g->counter[i] = own_fd(openat(folder, name, O_RDWR | O_CLOEXEC))) < 0) g->counter[i] = own_fd(openat(folder, name, O_RDONLY | O_CLOEXEC));
	}
	return set_quota(g);
}

static void close_group(struct group *g)
{
	for (int i = 0; i < COUNTERS; i++) {
		if (g->counter[i] >= 0) close(g->counter[i]);
		g->counter[i] = -1;
	}
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
	g->oom = own_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
	if (control < 0 || g->oom < 0) return fault_set("memory.oom_control");
	char text[32];
	snprintf(text, sizeof text, "%d %d", g->oom, control);
	bool done = cgroup_write(g->folder[MEMORY], "cgroup.event_control", text);
	if (!done) fault_set("cgroup.event_control");
	close(control);
	return done;
}

bool cgroup_open(const struct cgroup_settings *wanted)
{
	settings = *wanted;
	settings.slot_count = 0;
	if (!cgroup_make_subtree()) return false;
	device_count = cgroup_devices(devices, MAX_DEVICES);
	for (int i = 0; i < wanted->slot_count; i++) {
		groups[i].oom = -1;
		for (int c = 0; c < CONTROLLERS; c++) groups[i].folder[c] = groups[i].procs[c] = -1;
		for (int k = 0; k < COUNTERS; k++) groups[i].counter[k] = -1;
	}
	while (settings.slot_count < wanted->slot_count) {
		int slot = settings.slot_count++;
		if (!open_group(slot) || !open_oom_event(&groups[slot])) return false;
	}
	return true;
}

/* ---- limits ---- */

static bool set_memory_v1(struct group *g, uint64_t bytes)
{
	int folder = g->folder[MEMORY];
	bool has_swap_limit = faccessat(folder, "memory.memsw.limit_in_bytes", W_OK, 0) == 0;
	/* The sum with swap may never be below the memory limit, so the order depends on the direction. */
	bool raise = bytes > g->set.memory_bytes;
	if (g->set.memory_bytes == 0) cgroup_write_number(folder, "memory.swappiness", 0);
	if (raise && g->set.memory_bytes && has_swap_limit && !cgroup_write_number(folder, "memory.memsw.limit_in_bytes", bytes)) return false;
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

/* Not every kernel has it, and nothing depends on it. */
static void set_soft_memory(struct group *g, uint64_t bytes)
{
	cgroup_write_number(g->folder[MEMORY], cgroup_kind == 1 ? "memory.soft_limit_in_bytes" : "memory.low", bytes);
}

bool cgroup_limits_io(void)
{
	return device_count > 0 && (cgroup_kind == 2 ? faccessat(groups[0].folder[0], "io.max", W_OK, 0) == 0 : cgroup_has(BLKIO));
}

static void set_io(struct group *g, uint64_t bytes)
{
	for (size_t i = 0; i < device_count; i++) {
		char text[128];
		if (cgroup_kind == 2) {
			if (bytes) snprintf(text, sizeof text, "%s rbps=%" PRIu64 " wbps=%" PRIu64, devices[i], bytes, bytes);
			else snprintf(text, sizeof text, "%s rbps=max wbps=max", devices[i]);
			cgroup_write(g->folder[0], "io.max", text);
			continue;
		}
		snprintf(text, sizeof text, "%s %" PRIu64, devices[i], bytes);
		cgroup_write(g->folder[BLKIO], "blkio.throttle.read_bps_device", text);
		cgroup_write(g->folder[BLKIO], "blkio.throttle.write_bps_device", text);
	}
}

bool cgroup_limit(int slot, const struct cgroup_limits *limits)
{
	struct group *g = &groups[slot];
	if (g->set.memory_bytes != limits->memory_bytes) {
		if (cgroup_kind == 1 ? !set_memory_v1(g, limits->memory_bytes) : !set_memory_v2(g, limits->memory_bytes))
			return g->set.memory_bytes = 0, fault_set("set the memory limit");
		g->set.memory_bytes = limits->memory_bytes;
	}
	if (g->set.soft_memory_bytes != limits->soft_memory_bytes) set_soft_memory(g, limits->soft_memory_bytes);
	g->set.soft_memory_bytes = limits->soft_memory_bytes;
	if (g->set.process_count != limits->process_count) { /* init is one more */
		if (!cgroup_write_number(g->folder[PIDS], "pids.max", limits->process_count + 1)) return g->set.process_count = 0, fault_set("set the process limit");
		g->set.process_count = limits->process_count;
	}
	if (g->set.io_bytes != limits->io_bytes && cgroup_limits_io()) set_io(g, limits->io_bytes);
	g->set.io_bytes = limits->io_bytes;
	return true;
}

/* ---- counters ---- */

/* The whole counter where `key` is NULL, else the number behind the key; 0 when there is none. */
static uint64_t read_counter(const struct group *g, enum counter which, const char *key)
{
	char text[8192];
	ssize_t size = g->counter[which] < 0 ? 0 : pread(g->counter[which], text, sizeof text - 1, 0);
	text[size > 0 ? size : 0] = 0;
	return key ? cgroup_key(text, key) : strtoull(text, NULL, 10);
}

static uint64_t file_cache(const struct group *g)
{
	char text[8192];
	ssize_t size = g->counter[MEMORY_STAT] < 0 ? 0 : pread(g->counter[MEMORY_STAT], text, sizeof text - 1, 0);
	text[size > 0 ? size : 0] = 0;
	return cgroup_key(text, "inactive_file") + cgroup_key(text, "active_file");
}

static uint64_t oom_kills(const struct group *g)
{
	return read_counter(g, MEMORY_EVENTS, "oom_kill");
}

static uint64_t group_cpu_ns(const struct group *g)
{
	return cgroup_kind == 1 ? read_counter(g, CPU_TIME, NULL) : read_counter(g, CPU_TIME, "usage_usec") * 1000;
}

static uint64_t group_throttled_ns(const struct group *g)
{
	if (settings.quota_percent == 0) return 0;
	return cgroup_kind == 1 ? read_counter(g, CPU_STAT, "throttled_time") : read_counter(g, CPU_STAT, "throttled_usec") * 1000;
}

/* The run before is dead, but from Linux 6.19 on a group is busy until its last process has left its core for good. */
static bool remove_group(int slot)
{
	close_group(&groups[slot]);
	for (int c = 0; c < (cgroup_kind == 1 ? CONTROLLERS : 1); c++) {
		char path[PATH_MAX + 64];
		if (cgroup_kind == 1 && !cgroup_has(c)) continue;
		cgroup_slot_path(c, getpid(), slot, path);
		for (int tries = 0; rmdir(path) < 0 && errno != ENOENT; tries++) {
			if (errno != EBUSY || tries == 5000) return fault_set("remove the slot's last cgroup");
			usleep(tries < 100 ? 50 : 1000);
		}
	}
	return true;
}

bool cgroup_renew(int slot)
{
	return cgroup_kind == 1 || (remove_group(slot) && open_group(slot)); /* v2: fresh counters take a fresh group */
}

bool cgroup_replace(int slot)
{
	struct group *g = &groups[slot];
	if (g->oom >= 0) close(g->oom);
	g->oom = -1;
	return remove_group(slot) && open_group(slot) && open_oom_event(g);
}

bool cgroup_begin(int slot)
{
	struct group *g = &groups[slot];
	if (cgroup_kind == 1) {
		uint64_t events;
		while (read(g->oom, &events, sizeof events) > 0) {} /* of the run before */
		if (pwrite(g->counter[MEMORY_PEAK], "0", 1, 0) < 0) return fault_set("reset memory.max_usage_in_bytes");
	}
	g->oom_kills = oom_kills(g);
	g->limit_hits = read_counter(g, PIDS_EVENTS, "max");
	/* Of a group that uses less than this in all, nothing that would count below can be cache. */
	g->cache_bytes = read_counter(g, MEMORY_NOW, NULL) < CACHE_NOISE ? 0 : file_cache(g);
	g->throttled_ns = group_throttled_ns(g);
	g->cpu_ns = group_cpu_ns(g);
	return true;
}

int cgroup_clone_fd(int slot)
{
	return cgroup_kind == 2 ? groups[slot].folder[0] : -1;
}

int cgroup_entrances(int slot, int *fds)
{
	int count = 0;
	for (int c = 0; c < CONTROLLERS && cgroup_kind == 1; c++)
		if (groups[slot].procs[c] >= 0) fds[count++] = groups[slot].procs[c];
	return count;
}

int cgroup_entrance(int slot, int *fds)
{
	fds[0] = groups[slot].procs[0];
	return 1;
}

bool cgroup_attach(int slot, pid_t pid)
{
	char text[16];
	int length = snprintf(text, sizeof text, "%d", (int)pid), fds[8], count = cgroup_entrances(slot, fds);
	for (int i = 0; i < count; i++)
		if (write(fds[i], text, (size_t)length) < 0) return fault_set("enter the cgroup");
	return true;
}

static uint64_t since(uint64_t before, uint64_t now)
{
	return now > before ? now - before : 0;
}

uint64_t cgroup_cpu_ns(int slot)
{
	return since(groups[slot].cpu_ns, group_cpu_ns(&groups[slot]));
}

uint64_t cgroup_throttled_ns(int slot)
{
	return since(groups[slot].throttled_ns, group_throttled_ns(&groups[slot]));
}

uint64_t cgroup_memory_bytes(int slot)
{
	return read_counter(&groups[slot], MEMORY_NOW, NULL);
}

size_t cgroup_threads(int slot, pid_t *ids, size_t room)
{
	char text[4096];
	size_t count = 0;
	const struct group *g = &groups[slot];
	if (cgroup_read(g->folder[PIDS], cgroup_kind == 1 ? "tasks" : "cgroup.threads", text, sizeof text) <= 0) return 0;
	char *end;
	for (char *at = text; count < room && *at; at = end + 1) { /* a number cut off by the end of the text has no newline */
		long id = strtol(at, &end, 10);
		if (end == at || *end != '\n') break;
		ids[count++] = (pid_t)id;
	}
	return count;
}

int cgroup_oom_fd(int slot)
{
	return groups[slot].oom;
}

void cgroup_measure(int slot, uint64_t max_rss_bytes, struct cgroup_usage *usage)
{
	const struct group *g = &groups[slot];
	uint64_t mark = read_counter(g, MEMORY_PEAK, NULL);
	uint64_t cache = file_cache(g);
	usage->cpu_ns = cgroup_cpu_ns(slot);
	usage->out_of_memory = oom_kills(g) > g->oom_kills;
	usage->process_limit_hits = read_counter(g, PIDS_EVENTS, "max") - g->limit_hits;
	uint64_t peak = mark > cache ? mark - cache : 0;
	bool cache_grew = cache > g->cache_bytes + CACHE_NOISE;
	uint64_t resident = mark && max_rss_bytes > mark ? mark : max_rss_bytes; /* shared files count as resident, too */
	if ((cache_grew || mark == 0) && resident > peak) peak = resident;
	usage->memory_peak_bytes = peak < g->set.memory_bytes ? peak : g->set.memory_bytes;
}

void cgroup_close(void)
{
	for (int i = 0; i < settings.slot_count; i++) {
		close_group(&groups[i]);
		if (groups[i].oom >= 0) close(groups[i].oom);
	}
	cgroup_remove_subtree();
	settings.slot_count = 0;
}
