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
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum controller { MEMORY, PIDS, CPUACCT, CONTROLLERS };
static const char *const controller_names[CONTROLLERS] = {"memory", "pids", "cpuacct"};

struct group {
	int folder[CONTROLLERS]; /* v2: all the same */
	int procs[CONTROLLERS];
	int oom;
	uint64_t memory_bytes, process_count; /* as set; 0: not yet */
	uint64_t oom_kills, limit_hits, cache_bytes; /* at the start of the run */
};

static int version;
static char base[CONTROLLERS][PATH_MAX]; /* where our subtree stands */
static struct group groups[MAX_LANES];
static int lanes;

const char *cgroup_version(void)
{
	return version == 1 ? "v1" : "v2";
}

/* ---- small files ---- */

static ssize_t read_at(int folder, const char *name, char *text, size_t room)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return -1;
	ssize_t size = read(fd, text, room - 1);
	close(fd);
	text[size > 0 ? size : 0] = 0;
	return size;
}

static uint64_t number_at(int folder, const char *name)
{
	char text[64];
	return read_at(folder, name, text, sizeof text) > 0 ? strtoull(text, NULL, 10) : 0;
}

/* The number behind `key ` at the start of a line. */
static uint64_t keyed(const char *text, const char *key)
{
	size_t length = strlen(key);
	for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL)
		if (!strncmp(line, key, length) && line[length] == ' ') return strtoull(line + length + 1, NULL, 10);
	return 0;
}

static uint64_t keyed_at(int folder, const char *name, const char *key)
{
	char text[8192];
	return read_at(folder, name, text, sizeof text) > 0 ? keyed(text, key) : 0;
}

static bool write_at(int folder, const char *name, const char *text)
{
	int fd = openat(folder, name, O_WRONLY | O_CLOEXEC);
	if (fd < 0) return false;
	ssize_t size = write(fd, text, strlen(text));
	int number = errno;
	close(fd);
	errno = number;
	return size >= 0;
}

static bool write_number(int folder, const char *name, uint64_t value)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRIu64, value);
	return write_at(folder, name, text);
}

/* ---- where the hierarchies are ---- */

static bool has_option(const char *options, const char *wanted)
{
	size_t length = strlen(wanted);
	for (const char *at = options; (at = strstr(at, wanted)); at += length)
		if ((at == options || at[-1] == ',') && (at[length] == ',' || at[length] == 0 || at[length] == '\n')) return true;
	return false;
}

/* This process's group in a hierarchy, as /proc/self/cgroup names it; "/" when that can't be seen from here. */
static void own_group(const char *controller, const char *mount_point, char *path, size_t room)
{
	char line[PATH_MAX], probe[2 * PATH_MAX];
	snprintf(path, room, "%s", mount_point);
	FILE *file = fopen("/proc/self/cgroup", "re");
	if (!file) return;
	while (fgets(line, sizeof line, file)) {
		char *names = strchr(line, ':'), *group = names ? strchr(names + 1, ':') : NULL;
		if (!group) continue;
		*group++ = 0;
		group[strcspn(group, "\n")] = 0;
		if (controller ? !has_option(names + 1, controller) : names[1] != 0) continue;
		snprintf(probe, sizeof probe, "%s%s", mount_point, strcmp(group, "/") ? group : "");
		if (access(probe, W_OK) == 0 && strlen(probe) < room) strcpy(path, probe);
	}
	fclose(file);
}

/* Fills `base` with the mount points in use; version stays 0 when no hierarchy has all the controllers. */
static void find_hierarchies(void)
{
	char line[2 * PATH_MAX], unified[PATH_MAX] = "";
	int found = 0;
	version = 0;
	FILE *file = fopen("/proc/self/mountinfo", "re");
	if (!file) return;
	while (fgets(line, sizeof line, file)) {
		char mount_point[PATH_MAX], type[64], options[1024];
		char *tail = strstr(line, " - ");
		if (!tail || sscanf(line, "%*s %*s %*s %*s %4095s", mount_point) != 1) continue;
		if (sscanf(tail, " - %63s %*s %1023s", type, options) != 2) continue;
		if (!strcmp(type, "cgroup2")) strcpy(unified, mount_point);
		if (strcmp(type, "cgroup")) continue;
		for (int c = 0; c < CONTROLLERS; c++)
			if (has_option(options, controller_names[c]) && !base[c][0]) {
				own_group(controller_names[c], mount_point, base[c], sizeof base[c]);
				found++;
			}
	}
	fclose(file);
	if (found == CONTROLLERS) {
		version = 1;
	} else if (unified[0]) {
		char names[256] = "";
		int folder = open(unified, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder >= 0) read_at(folder, "cgroup.controllers", names, sizeof names), close(folder);
		for (char *space = names; (space = strpbrk(space, " \n")); space++) *space = ',';
		if (!has_option(names, "memory") || !has_option(names, "pids")) return;
		version = 2;
		for (int c = 0; c < CONTROLLERS; c++) own_group(NULL, unified, base[c], sizeof base[c]);
	}
}

/*
 * v2: a group with processes of its own can't hand controllers on. The root can; elsewhere every process of our group
 * (a delegated one, ours alone) moves into a leaf first.
 */
static bool hand_on_controllers(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) return false;
	bool done = write_at(folder, "cgroup.subtree_control", "+memory +pids +cpu") || write_at(folder, "cgroup.subtree_control", "+memory +pids");
	if (!done && errno == EBUSY && (mkdirat(folder, "letscode-supervisor", 0755) == 0 || errno == EEXIST)) {
		char pids[65536];
		int leaf = openat(folder, "letscode-supervisor", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (leaf >= 0 && read_at(folder, "cgroup.procs", pids, sizeof pids) > 0) {
			char *save;
			for (char *pid = strtok_r(pids, "\n", &save); pid; pid = strtok_r(NULL, "\n", &save)) write_at(leaf, "cgroup.procs", pid);
		}
		if (leaf >= 0) close(leaf);
		done = write_at(folder, "cgroup.subtree_control", "+memory +pids +cpu") || write_at(folder, "cgroup.subtree_control", "+memory +pids");
	}
	int number = errno;
	close(folder);
	errno = number;
	return done;
}

/* ---- lanes ---- */

static void subtree_path(int c, pid_t pid, char *path)
{
	snprintf(path, PATH_MAX + 64, "%s/letscode-%d", base[c], (int)pid);
}

static void lane_path(int c, pid_t pid, int lane, char *path)
{
	snprintf(path, PATH_MAX + 64, "%s/letscode-%d/lane-%d", base[c], (int)pid, lane);
}

static bool open_group(int lane)
{
	struct group *g = &groups[lane];
	for (int c = 0; c < CONTROLLERS; c++) {
		if (version == 2 && c > 0) {
			g->folder[c] = g->folder[0];
			g->procs[c] = -1;
			continue;
		}
		char path[PATH_MAX + 64];
		lane_path(c, getpid(), lane, path);
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
		if (g->folder[c] >= 0 && (version == 1 || c == 0)) close(g->folder[c]);
		g->procs[c] = g->folder[c] = -1;
	}
}

/* v1: an eventfd that the kernel signals when the group is out of memory. v2 kills the group by itself (memory.oom.group). */
static bool open_oom_event(struct group *g)
{
	g->oom = -1;
	if (version == 2) return true;
	int control = openat(g->folder[MEMORY], "memory.oom_control", O_RDONLY | O_CLOEXEC);
	g->oom = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (control < 0 || g->oom < 0) return fault_set("memory.oom_control");
	char text[32];
	snprintf(text, sizeof text, "%d %d", g->oom, control);
	bool done = write_at(g->folder[MEMORY], "cgroup.event_control", text);
	if (!done) fault_set("cgroup.event_control");
	close(control);
	return done;
}

bool cgroup_open(int lane_count)
{
	find_hierarchies();
	if (version == 0) return errno = ENOENT, fault_set("no cgroup hierarchy with memory, pids and CPU accounting");
	cgroup_clean_stale();
	for (int c = 0; c < (version == 1 ? CONTROLLERS : 1); c++) {
		char path[PATH_MAX + 64];
		if (version == 2 && !hand_on_controllers(base[c])) return fault_set("cgroup.subtree_control");
		subtree_path(c, getpid(), path);
		if (mkdir(path, 0755) < 0 && errno != EEXIST) return fault_set("make a cgroup");
		if (version == 2 && !hand_on_controllers(path)) return fault_set("cgroup.subtree_control of our group");
	}
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
	if (g->memory_bytes == 0) write_number(folder, "memory.swappiness", 0);
	if (raise && g->memory_bytes && has_swap_limit && !write_number(folder, "memory.memsw.limit_in_bytes", bytes)) return false;
	for (int tries = 0; !write_number(folder, "memory.limit_in_bytes", bytes); tries++) {
		if (errno != EBUSY || tries == 3) return false;
		write_at(folder, "memory.force_empty", "0");
	}
	return !has_swap_limit || write_number(folder, "memory.memsw.limit_in_bytes", bytes);
}

static bool set_memory_v2(struct group *g, uint64_t bytes)
{
	int folder = g->folder[0];
	if (faccessat(folder, "memory.swap.max", W_OK, 0) == 0 && !write_at(folder, "memory.swap.max", "0")) return false;
	return write_at(folder, "memory.oom.group", "1") && write_number(folder, "memory.max", bytes);
}

static uint64_t file_cache(const struct group *g)
{
	char text[8192];
	if (read_at(g->folder[MEMORY], "memory.stat", text, sizeof text) <= 0) return 0;
	return keyed(text, "inactive_file") + keyed(text, "active_file");
}

static uint64_t oom_kills(const struct group *g)
{
	return version == 1 ? keyed_at(g->folder[MEMORY], "memory.oom_control", "oom_kill") : keyed_at(g->folder[0], "memory.events", "oom_kill");
}

bool cgroup_prepare(int lane, uint64_t memory_bytes, uint64_t process_count)
{
	struct group *g = &groups[lane];
	if (version == 2) { /* fresh counters: a fresh group */
		char path[PATH_MAX + 64];
		lane_path(0, getpid(), lane, path);
		close_group(g);
		if (rmdir(path) < 0 && errno != ENOENT) return fault_set("remove the lane's last cgroup");
		if (!open_group(lane)) return false;
	}
	if (g->memory_bytes != memory_bytes) {
		if (version == 1 ? !set_memory_v1(g, memory_bytes) : !set_memory_v2(g, memory_bytes)) return g->memory_bytes = 0, fault_set("set the memory limit");
		g->memory_bytes = memory_bytes;
	}
	if (g->process_count != process_count) { /* init is one more */
		if (!write_number(g->folder[PIDS], "pids.max", process_count + 1)) return g->process_count = 0, fault_set("set the process limit");
		g->process_count = process_count;
	}
	if (version == 1) {
		uint64_t events;
		while (read(g->oom, &events, sizeof events) > 0) {} /* of the run before */
		if (!write_at(g->folder[CPUACCT], "cpuacct.usage", "0")) return fault_set("reset cpuacct.usage");
		if (!write_at(g->folder[MEMORY], "memory.max_usage_in_bytes", "0")) return fault_set("reset memory.max_usage_in_bytes");
	}
	g->oom_kills = oom_kills(g);
	g->limit_hits = keyed_at(g->folder[PIDS], "pids.events", "max");
	g->cache_bytes = file_cache(g);
	return true;
}

int cgroup_clone_fd(int lane)
{
	return version == 2 ? groups[lane].folder[0] : -1;
}

bool cgroup_attach(int lane, pid_t pid)
{
	char text[16];
	int length = snprintf(text, sizeof text, "%d", (int)pid);
	for (int c = 0; c < CONTROLLERS && version == 1; c++)
		if (write(groups[lane].procs[c], text, (size_t)length) < 0) return fault_set("enter the cgroup");
	return true;
}

uint64_t cgroup_cpu_ns(int lane)
{
	const struct group *g = &groups[lane];
	return version == 1 ? number_at(g->folder[CPUACCT], "cpuacct.usage") : keyed_at(g->folder[0], "cpu.stat", "usage_usec") * 1000;
}

int cgroup_oom_fd(int lane)
{
	return groups[lane].oom;
}

void cgroup_measure(int lane, uint64_t max_rss_bytes, struct cgroup_usage *usage)
{
	const struct group *g = &groups[lane];
	uint64_t mark = number_at(g->folder[MEMORY], version == 1 ? "memory.max_usage_in_bytes" : "memory.peak");
	uint64_t cache = file_cache(g);
	usage->cpu_ns = cgroup_cpu_ns(lane);
	usage->out_of_memory = oom_kills(g) > g->oom_kills;
	usage->process_limit_hits = keyed_at(g->folder[PIDS], "pids.events", "max") - g->limit_hits;
	uint64_t peak = mark > cache ? mark - cache : 0;
	bool cache_grew = cache > g->cache_bytes + (1 << 20);
	uint64_t resident = mark && max_rss_bytes > mark ? mark : max_rss_bytes; /* shared files count as resident, too */
	if ((cache_grew || mark == 0) && resident > peak) peak = resident;
	usage->memory_peak_bytes = peak < g->memory_bytes ? peak : g->memory_bytes;
}

/* ---- removal ---- */

static void kill_members(const char *path)
{
	char file[PATH_MAX + 128], text[32];
	snprintf(file, sizeof file, "%s/cgroup.procs", path);
	FILE *members = fopen(file, "re");
	if (!members) return;
	while (fgets(text, sizeof text, members)) {
		int pid = atoi(text);
		if (pid > 1 && pid != getpid()) kill(pid, SIGKILL);
	}
	fclose(members);
}

/* False while a lane still has processes; they are killed, and leave within moments. */
static bool remove_lanes(const char *subtree)
{
	char path[2 * PATH_MAX];
	bool empty = true;
	DIR *folder = opendir(subtree);
	if (!folder) return true;
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (strncmp(entry->d_name, "lane-", 5)) continue;
		snprintf(path, sizeof path, "%s/%s", subtree, entry->d_name);
		if (rmdir(path) == 0 || errno != EBUSY) continue;
		kill_members(path);
		empty = false;
	}
	closedir(folder);
	return empty;
}

static void remove_subtree(int c, pid_t pid)
{
	char path[PATH_MAX + 64];
	subtree_path(c, pid, path);
	for (int tries = 0; tries < 500 && !remove_lanes(path); tries++) usleep(2000);
	rmdir(path);
}

void cgroup_close(void)
{
	for (int i = 0; i < lanes; i++) {
		close_group(&groups[i]);
		if (groups[i].oom >= 0) close(groups[i].oom);
	}
	for (int c = 0; c < (version == 1 ? CONTROLLERS : version == 2); c++) remove_subtree(c, getpid());
	lanes = 0;
}

void cgroup_clean_stale(void)
{
	if (version == 0) find_hierarchies();
	for (int c = 0; c < (version == 1 ? CONTROLLERS : version == 2); c++) {
		DIR *folder = opendir(base[c]);
		if (!folder) continue;
		for (struct dirent *entry; (entry = readdir(folder));) {
			int pid;
			char rest;
			if (sscanf(entry->d_name, "letscode-%d%c", &pid, &rest) != 1 || pid <= 0) continue;
			if (kill(pid, 0) < 0 && errno == ESRCH) remove_subtree(c, pid);
		}
		closedir(folder);
	}
}
