/*
 * Node.js: an addon that start_node.cjs loads (Node-API, which promises a stable ABI).
 *
 * It waits while it is loaded, in a template in each of the copies that are made of the process with all of its threads, and
 * exports the process's number.
 */
#define _GNU_SOURCE
#include "start.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

enum { UNUSABLE = 125 };

typedef struct environment *environment;
typedef struct value *value;

extern int napi_create_int32(environment, int32_t, value *) __attribute__((weak));

START_EXPORT value napi_register_module_v1(environment, value exports);

/* Takes a line of the kernel's list of areas, or of what is said of one. */
static bool let_area_be_copied(const char *line)
{
	static unsigned long long begin, end;
	unsigned long long from, to;
	if (sscanf(line, "%llx-%llx ", &from, &to) == 2) return begin = from, end = to, true;
	if (strncmp(line, "VmFlags:", 8) || !strstr(line, " dc ")) return true;
	return madvise((void *)(uintptr_t)begin, end - begin, MADV_DOFORK) == 0;
}

/* V8 has marked its heap as not to be copied ("dc"), which is meant for programs that fork to execute another. */
static bool let_memory_be_copied(void)
{
	static char text[1 << 16];
	size_t kept = 0;
	ssize_t size;
	int list = open("/proc/self/smaps", O_RDONLY | O_CLOEXEC);
	if (list < 0) return false;
	while ((size = read(list, text + kept, sizeof text - 1 - kept)) > 0) {
		char *line = text, *end;
		text[kept + (size_t)size] = 0;
		for (; (end = strchr(line, '\n')); line = end + 1) {
			*end = 0;
			if (!let_area_be_copied(line)) return false;
		}
		kept = strlen(line);
		memmove(text, line, kept);
	}
	close(list);
	return size == 0;
}

/* V8's source of chance for Math.random and the like, which would be the same in all copies. OpenSSL's notices by itself. */
static void *(*current_isolate)(void);
static void *(*generator_of)(void *isolate);
static void (*set_seed)(void *generator, int64_t seed);

static bool find_chance(void)
{
	current_isolate = (void *(*)(void))dlsym(RTLD_DEFAULT, "_ZN2v87Isolate10GetCurrentEv");
	generator_of = (void *(*)(void *))dlsym(RTLD_DEFAULT, "_ZN2v88internal7Isolate23random_number_generatorEv");
	set_seed = (void (*)(void *, int64_t))dlsym(RTLD_DEFAULT, "_ZN2v84base21RandomNumberGenerator7SetSeedEl");
	return current_isolate && generator_of && set_seed;
}

static bool renew_chance(void)
{
	int64_t seed;
	if (getrandom(&seed, sizeof seed, 0) != sizeof seed) return false;
	set_seed(generator_of(current_isolate()), seed);
	return true;
}

/*
 * The first of what is done at the end of a process, and the last: JavaScript, its event loop and V8 have ended by now. What
 * would follow takes OpenSSL and constants of C++ apart, which nobody can see and which copies memory to do so.
 */
static void end_at_once(int status, void *nothing)
{
	(void)nothing;
	fflush(NULL);
	_exit(status);
}

/* In a copy, under all layers. */
static void go_on(void)
{
	if (!descriptors_restore() || !threads_go_on() || !renew_chance() || on_exit(end_at_once, NULL)) _exit(UNUSABLE);
}

/* A template that can't be copied ends, and its kind of box is started from then on. */
static void wait_in_copies(void)
{
	if (!find_chance() || !threads_stop() || !descriptors_record() || !let_memory_be_copied()) _exit(UNUSABLE);
	start_wait(go_on, NULL, threads_fork);
}

value napi_register_module_v1(environment e, value exports)
{
	(void)exports;
	value pid = NULL;
	start_forget(environ, "LD_PRELOAD");
	if (start_is_copied() && getpid() == 1) wait_in_copies();
	else start_wait(NULL, NULL, NULL);
	return napi_create_int32(e, (int32_t)getpid(), &pid) == 0 ? pid : NULL;
}
