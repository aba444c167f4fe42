/*
 * The floor: how long a bare fork, execve and wait take, in blocks on demand. `fork-exec [-i FILE] PROGRAM [ARGUMENT...]`
 *
 * Standard input   one line a block: LANES COUNT
 * Standard output  one line a block: ELAPSED_NS, then COUNT times in ns, by blanks
 *
 * Each lane is a process that starts the program, waits for its end and starts it again, COUNT / LANES times; a time is
 * what one start, run and end took, ELAPSED_NS the whole block's. One lane is this process itself. The program gets
 * /dev/null three times and PATH alone, and nothing is done for it between fork and execve, but for FILE as its standard
 * input where one is named. `{lane}` in an argument is the lane's number. A program that ends with anything but 0 ends the
 * driver with 1: a failed run must never count as a fast one.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_LANES = 64, MAX_COUNT = 100000, MAX_ARGUMENTS = 256 };

static char *environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", NULL};
static const char *input_path;
static uint64_t *times_ns; /* shared with the lanes */

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what)
{
	dprintf(3, "%s\n", what);
	_exit(1);
}

static void run_once(char **argv, uint64_t *ns)
{
	uint64_t began = now_ns();
	pid_t pid = fork();
	if (pid < 0) fail("fork failed");
	if (pid == 0) {
		if (input_path && dup2(open(input_path, O_RDONLY | O_CLOEXEC), 0) < 0) _exit(127);
		execve(argv[0], argv, environment);
		_exit(127);
	}
	int status;
	if (waitpid(pid, &status, 0) < 0) fail("waitpid failed");
	*ns = now_ns() - began;
	if (status != 0) fail("the program did not end with 0");
}

static char *with_lane(char *argument, int lane)
{
	char *at = strstr(argument, "{lane}"), *own;
	if (!at) return argument;
	if (asprintf(&own, "%.*s%d%s", (int)(at - argument), argument, lane, at + strlen("{lane}")) < 0) fail("out of memory");
	return own;
}

static void run_lane(char **arguments, int lane, int lanes, int count)
{
	char *argv[MAX_ARGUMENTS + 1] = {NULL};
	for (int i = 0; arguments[i] && i < MAX_ARGUMENTS; i++) argv[i] = with_lane(arguments[i], lane);
	for (int i = lane; i < count; i += lanes) run_once(argv, &times_ns[i]);
}

static void run_block(char **argv, int lanes, int count)
{
	if (lanes == 1) return run_lane(argv, 0, 1, count);
	for (int lane = 0; lane < lanes; lane++) {
		pid_t pid = fork();
		if (pid < 0) fail("fork of a lane failed");
		if (pid == 0) {
			run_lane(argv, lane, lanes, count);
			_exit(0);
		}
	}
	for (int lane = 0; lane < lanes; lane++) {
		int status;
		if (wait(&status) < 0 || status != 0) fail("a lane failed");
	}
}

/* The program must not read our orders nor write among our answers: 0, 1 and 2 become /dev/null, once. */
static FILE *keep_orders(void)
{
	int orders = fcntl(0, F_DUPFD_CLOEXEC, 4);
	if (orders < 0 || dup3(1, 3, O_CLOEXEC) < 0) exit(2);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC); /* above 3 */
	for (int fd = 0; fd < 3; fd++)
		if (null < 0 || dup2(null, fd) < 0) exit(2);
	return fdopen(orders, "r");
}

int main(int argc, char **argv)
{
	if (argc > 3 && !strcmp(argv[1], "-i")) {
		input_path = argv[2];
		argv += 2;
		argc -= 2;
	}
	if (argc < 2 || argc > MAX_ARGUMENTS) {
		fprintf(stderr, "usage: fork-exec [-i FILE] PROGRAM [ARGUMENT...]\n");
		return 2;
	}
	FILE *orders = keep_orders(), *answers = fdopen(3, "w");
	times_ns = mmap(NULL, MAX_COUNT * sizeof *times_ns, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!orders || !answers || times_ns == MAP_FAILED) return 2;
	int lanes, count;
	while (fscanf(orders, "%d %d", &lanes, &count) == 2) {
		if (lanes < 1 || lanes > MAX_LANES || count < 1 || count > MAX_COUNT) return 2;
		uint64_t began = now_ns();
		run_block(argv + 1, lanes, count);
		fprintf(answers, "%llu", (unsigned long long)(now_ns() - began));
		for (int i = 0; i < count; i++) fprintf(answers, " %llu", (unsigned long long)times_ns[i]);
		fprintf(answers, "\n");
		fflush(answers);
	}
	return 0;
}
