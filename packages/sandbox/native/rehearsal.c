/*
 * Inside a template: which pages a run uses, learned from one that is rehearsed.
 *
 * A copy of a process has the pages of its template until it writes to them, each of which is then copied in a fault of its
 * own; of a file's pages it has none. For an interpreter that are hundreds of faults, a large part of a short run. So the
 * template lets a copy of itself run a program of ours to its end, and looks which pages are that copy's own then. Each
 * box takes the same ones while it waits for its run. What it holds in them stays as it was: nothing of the rehearsal is kept
 * but their addresses.
 */
#define _GNU_SOURCE
#include "rehearsal.h"

#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ /* Linux 5.14; before, nothing is taken */
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

enum { PAGE = 4096, MAX_RANGES = 1024, MAPS_BYTES = 1 << 16, ENTRIES = 4096 };

struct range {
	uintptr_t from, to;
	bool written;
};
struct learned {
	size_t count;
	struct range ranges[MAX_RANGES];
};
/* Shared with the copy that rehearses, and gone when it has ended. */
struct notes {
	struct learned learned;
	char maps[MAPS_BYTES];
	uint64_t entries[ENTRIES];
};

static struct learned learned;

/* An entry of /proc/PID/pagemap, as Documentation/admin-guide/mm/pagemap.rst of Linux has it. */
static bool is_used(uint64_t entry, bool *written)
{
	bool is_present = entry >> 63 & 1, is_of_file = entry >> 61 & 1, is_own = entry >> 56 & 1;
	*written = !is_of_file;
	return is_present && (is_of_file || is_own);
}

static void note(struct learned *l, uintptr_t at, bool written)
{
	struct range *last = l->count > 0 ? &l->ranges[l->count - 1] : NULL;
	if (last && last->to == at && last->written == written) last->to += PAGE;
	else if (l->count < MAX_RANGES) l->ranges[l->count++] = (struct range){at, at + PAGE, written};
}

static void note_area(struct notes *n, int pagemap, uintptr_t from, uintptr_t to)
{
	while (from < to) {
		size_t wanted = (to - from) / PAGE < ENTRIES ? (to - from) / PAGE : ENTRIES;
		ssize_t got = pread(pagemap, n->entries, wanted * sizeof *n->entries, (off_t)(from / PAGE * sizeof *n->entries));
		if (got <= 0) return;
		for (size_t i = 0; i < (size_t)got / sizeof *n->entries; i++, from += PAGE) {
			bool written;
			if (is_used(n->entries[i], &written)) note(&n->learned, from, written);
		}
	}
}

static void look_at_own_pages(struct notes *n)
{
	int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC), pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	size_t size = 0;
	ssize_t got;
	while (size < MAPS_BYTES - 1 && (got = read(maps, n->maps + size, MAPS_BYTES - 1 - size)) > 0) size += (size_t)got;
	n->maps[size] = 0;
	for (char *line = n->maps, *next; (next = strchr(line, '\n')); line = next + 1) {
		unsigned long from, to;
		*next = 0;
		if (strstr(line, "[v") || sscanf(line, "%lx-%lx", &from, &to) != 2) continue; /* the kernel's own are always there */
		bool is_ours = from <= (uintptr_t)n && (uintptr_t)n < to;
		if (!is_ours) note_area(n, pagemap, from, to);
	}
}

static void rehearse_and_look(struct notes *n, void (*rehearse)(void))
{
	if (unshare(CLONE_NEWNS) < 0 || mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "hidepid=2,subset=pid") < 0) return;
	rehearse();
	look_at_own_pages(n);
}

void rehearsal_hold(void (*rehearse)(void))
{
	struct notes *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (n == MAP_FAILED) return;
	pid_t pid = fork();
	if (pid == 0) {
		rehearse_and_look(n, rehearse);
		_exit(0);
	}
	if (pid > 0 && waitpid(pid, NULL, 0) == pid && n->learned.count <= MAX_RANGES) learned = n->learned;
	munmap(n, sizeof *n);
}

void rehearsed_pages_copy(void)
{
	for (size_t i = 0; i < learned.count; i++) {
		const struct range *r = &learned.ranges[i];
		madvise((void *)r->from, r->to - r->from, r->written ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
	}
}
