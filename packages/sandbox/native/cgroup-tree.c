/*
 * Where our cgroups stand: finding the hierarchies, handing controllers on, making and removing subtrees.
 *
 * v1  <hierarchy>/<our group>/letscode-PID/slot-N in memory, pids, cpuacct, and cpu and blkio where they are
 * v2  <root>/<our group>/letscode-PID/slot-N
 * The helper's pid is in the name, so that a later helper can tell what a killed one has left.
 */
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const controller_names[CONTROLLERS] = {"memory", "pids", "cpuacct", "cpu", "blkio"};

int cgroup_kind;
static char (*base)[PATH_MAX]; /* where our subtree stands in each hierarchy; allocated, since inits get copies of all that is static */

static bool has_option(const char *options, const char *wanted)
{
	size_t length = strlen(wanted);
	for (const char *at = options; (at = strstr(at, wanted)); at += length)
		if ((at == options || at[-1] == ',') && (at[length] == ',' || at[length] == 0 || at[length] == '\n')) return true;
	return false;
}

static const char SUPERVISOR[] = "letscode-supervisor"; /* the leaf for processes that stood where ours shall stand */

/* An earlier helper has moved us into its leaf: our group is the one above it, else each helper would stand below the last. */
static void leave_supervisor(char *group)
{
	char *slash = strrchr(group, '/');
	if (slash && !strcmp(slash + 1, SUPERVISOR)) *slash = 0;
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
		leave_supervisor(group);
		snprintf(probe, sizeof probe, "%s%s", mount_point, strcmp(group, "/") ? group : "");
		if (access(probe, W_OK) == 0 && strlen(probe) < room) strcpy(path, probe);
	}
	fclose(file);
}

/* Fills `base` with the mount points in use; cgroup_kind stays 0 when no hierarchy has all the controllers. */
static void find_hierarchies(void)
{
	char line[2 * PATH_MAX], unified[PATH_MAX] = "";
	int found = 0;
	cgroup_kind = 0;
	if (!base && !(base = calloc(CONTROLLERS, sizeof *base))) abort();
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
				found += c < NEEDED_CONTROLLERS;
			}
	}
	fclose(file);
	if (found == NEEDED_CONTROLLERS) {
		cgroup_kind = 1;
	} else if (unified[0]) {
		char names[256] = "";
		int folder = open(unified, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder >= 0) cgroup_read(folder, "cgroup.controllers", names, sizeof names), close(folder);
		for (char *space = names; (space = strpbrk(space, " \n")); space++) *space = ',';
		if (!has_option(names, "memory") || !has_option(names, "pids")) return;
		cgroup_kind = 2;
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
	bool done = cgroup_write(folder, "cgroup.subtree_control", "+memory +pids +cpu +io") || cgroup_write(folder, "cgroup.subtree_control", "+memory +pids +cpu") ||
	       cgroup_write(folder, "cgroup.subtree_control", "+memory +pids");
	if (!done && errno == EBUSY && (mkdirat(folder, SUPERVISOR, 0755) == 0 || errno == EEXIST)) {
		char pids[65536];
		int leaf = openat(folder, SUPERVISOR, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (leaf >= 0 && cgroup_read(folder, "cgroup.procs", pids, sizeof pids) > 0) {
			char *save;
			for (char *pid = strtok_r(pids, "\n", &save); pid; pid = strtok_r(NULL, "\n", &save)) cgroup_write(leaf, "cgroup.procs", pid);
		}
		if (leaf >= 0) close(leaf);
		done = cgroup_write(folder, "cgroup.subtree_control", "+memory +pids +cpu +io") || cgroup_write(folder, "cgroup.subtree_control", "+memory +pids +cpu") ||
	       cgroup_write(folder, "cgroup.subtree_control", "+memory +pids");
	}
	int number = errno;
	close(folder);
	errno = number;
	return done;
}

static void subtree_path(int c, pid_t pid, char *path)
{
	snprintf(path, PATH_MAX + 64, "%s/letscode-%d", base[c], (int)pid);
}

void cgroup_slot_path(int c, pid_t pid, int slot, char *path)
{
	snprintf(path, PATH_MAX + 64, "%s/letscode-%d/slot-%d", base[c], (int)pid, slot);
}

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
		if (strncmp(entry->d_name, "slot-", 5)) continue;
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
	for (int tries = 0; tries < 5000 && !remove_lanes(path); tries++) usleep(2000); /* on a busy machine the killed take their time */
	rmdir(path);
}

bool cgroup_has(int c)
{
	return cgroup_kind == 1 && base && base[c][0] != 0;
}

/* Our lanes together are one group beside the host's processes: without this all of them would have one process's share. */
static void set_shares(int c, const char *path)
{
	if (cgroup_kind == 1 && c != CPU) return;
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) return;
	uint64_t lanes = host.lane_count > 0 ? (uint64_t)host.lane_count : 1, weight = 200 * lanes;
	if (cgroup_kind == 1) cgroup_write_number(folder, "cpu.shares", 2048 * lanes);
	else cgroup_write_number(folder, "cpu.weight", weight < 10000 ? weight : 10000);
	close(folder);
}

bool cgroup_make_subtree(void)
{
	find_hierarchies();
	if (cgroup_kind == 0) return errno = ENOENT, fault_set("no cgroup hierarchy with memory, pids and CPU accounting");
	cgroup_clean_stale();
	for (int c = 0; c < (cgroup_kind == 1 ? CONTROLLERS : 1); c++) {
		char path[PATH_MAX + 64];
		if (cgroup_kind == 1 && !cgroup_has(c)) continue;
		if (cgroup_kind == 2 && !hand_on_controllers(base[c])) return fault_set("cgroup.subtree_control");
		subtree_path(c, getpid(), path);
		if (mkdir(path, 0755) < 0 && errno != EEXIST) {
			if (c < NEEDED_CONTROLLERS) return fault_set("make a cgroup");
			base[c][0] = 0; /* not handed on to us: there is no quota, or no limit of I/O, then */
		}
		set_shares(c, path);
		if (cgroup_kind == 2 && !hand_on_controllers(path)) return fault_set("cgroup.subtree_control of our group");
	}
	return true;
}

void cgroup_remove_subtree(void)
{
	for (int c = 0; c < (cgroup_kind == 1 ? CONTROLLERS : cgroup_kind == 2); c++)
		if (base[c][0]) remove_subtree(c, getpid());
}

void cgroup_clean_stale(void)
{
	if (cgroup_kind == 0) find_hierarchies();
	for (int c = 0; c < (cgroup_kind == 1 ? CONTROLLERS : cgroup_kind == 2); c++) {
		DIR *folder = base[c][0] ? opendir(base[c]) : NULL;
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
