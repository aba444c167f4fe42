/*
 * What is the helper's own: memory and descriptors of which no init gets a copy.
 *
 * A clone copies the map of memory, and afterwards both sides pay for each page that either writes, and init for taking its
 * copy down. Init needs the program's text, its static data, a stack and its slot's page. So heap and stack of the helper are
 * left out (MADV_DONTFORK), and the clone is made on a small stack of its own. What init has to know is in the plan, which is
 * static, and in the page (page.c).
 *
 * Descriptors that last stand at FAR and above. Init is cloned with the helper's table and parts from it with a copy of the
 * lower ones only (inside.c), for which the helper keeps those that it lends open until init has told that it is ready.
 */
#include "box.h"

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { FAR = 200, HEAP_AHEAD = 4 << 20, HEAP_PIECE = 65536, THREAD_BYTES = 8192, CLONE_STACK = 32768 };

static struct area {
	char *from;
	size_t length;
} areas[2]; /* heap and stack; their later growth is copied, which only costs time */

static void advise(int advice)
{
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
		if (areas[i].length > 0) madvise(areas[i].from, areas[i].length, advice);
}

/* A static program has its thread's own variables (errno) at the start of the heap: that part stays. */
static char *behind_thread(char *from, const char *end)
{
	char *thread = (char *)pthread_self();
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	return thread < from || thread >= end ? from : (char *)(((uintptr_t)thread + THREAD_BYTES + page - 1) / page * page);
}

/* By all that it is to have ahead, and it doesn't shrink again. */
static void grow_heap(void)
{
	void *pieces[8] = {NULL}, *end = sbrk(0);
	mallopt(M_TOP_PAD, HEAP_AHEAD);
	mallopt(M_TRIM_THRESHOLD, 2 * HEAP_AHEAD);
	for (int i = 0; i < 8 && sbrk(0) == end; i++) pieces[i] = malloc(HEAP_PIECE);
	for (int i = 0; i < 8; i++) free(pieces[i]);
}

void own_memory(void)
{
	grow_heap();
	char line[512];
	FILE *maps = fopen("/proc/self/maps", "re");
	while (maps && fgets(line, sizeof line, maps)) {
		char *from, *end;
		if (sscanf(line, "%p-%p", (void **)&from, (void **)&end) != 2) continue;
		if (strstr(line, "[heap]")) {
			from = behind_thread(from, end);
			if (from < end) areas[0] = (struct area){from, (size_t)(end - from)};
		} else if (strstr(line, "[stack]")) {
			areas[1] = (struct area){from, (size_t)(end - from)};
		}
	}
	if (maps) fclose(maps);
	advise(MADV_DONTFORK);
}

void own_lend(bool all)
{
	advise(all ? MADV_DOFORK : MADV_DONTFORK);
}

int own_fd(int fd)
{
	int far = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, FAR);
	if (far < 0) return fd;
	close(fd);
	return far;
}

void own_clone_stack(void (*run)(void))
{
	static char stack[CLONE_STACK] __attribute__((aligned(16)));
	static ucontext_t here, there;
	getcontext(&there);
	there.uc_stack = (stack_t){.ss_sp = stack, .ss_size = sizeof stack};
	there.uc_link = &here;
	makecontext(&there, run, 0);
	swapcontext(&here, &there);
}
