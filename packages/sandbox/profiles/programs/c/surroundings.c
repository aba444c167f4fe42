/* What a program asks about itself and the machine, and chance. */
#define _GNU_SOURCE
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
int main(void)
{
	struct rlimit stack;
	struct utsname name;
	struct sysinfo info;
	cpu_set_t cores;
	char text[64];
	unsigned seed;
	getrlimit(RLIMIT_STACK, &stack);
	stack.rlim_cur = 64 << 20;
	setrlimit(RLIMIT_STACK, &stack);
	getpid(), getppid(), gettid(), getuid(), geteuid(), getgid(), getegid(), getpgrp(), getsid(0);
	if (uname(&name) || sysinfo(&info) || gethostname(text, sizeof text) || sched_getaffinity(0, sizeof cores, &cores)) return 1;
	if (getrandom(&seed, sizeof seed, 0) != sizeof seed || getentropy(text, 8)) return 2;
	FILE *random = fopen("/dev/urandom", "r");
	if (!random || fread(&seed, sizeof seed, 1, random) != 1) return 3;
	srand((unsigned)time(NULL) ^ seed);
	sysconf(_SC_NPROCESSORS_ONLN), sysconf(_SC_PAGESIZE), sysconf(_SC_PHYS_PAGES);
	getpriority(PRIO_PROCESS, 0);
	sched_getcpu();
	int policy;
	struct sched_param parameters;
	gid_t groups[8];
	uid_t real, effective, saved;
	pthread_getschedparam(pthread_self(), &policy, &parameters);
	sched_get_priority_max(SCHED_OTHER), sched_get_priority_min(SCHED_OTHER), sched_getscheduler(0);
	getgroups(8, groups), getresuid(&real, &effective, &saved), getresgid(&real, &effective, &saved), getpgid(0);
	setlocale(LC_ALL, "");
	setlocale(LC_ALL, "C.UTF-8");
	if (getenv("HOME") == NULL || swprintf((wchar_t *)text, 8, L"%ls", L"\u00e9") != 1) return 4;
	fprintf(stderr, "a word to nobody %f\n", sqrt(2));
	puts("ok");
	exit(0);
}
