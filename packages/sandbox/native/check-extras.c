/*
 * What is beyond the six layers, tried: belts against side channels (belts.c), what is counted (counting.c), what is slowed
 * down (cgroup-io.c). A machine without one of them runs programs all the same; a report never claims what it hadn't.
 */
#include "check.h"
#include "counting.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* As a box does it: in a root of its own, after giving up all further privileges. */
static bool fastens(unsigned extra)
{
	if (!check_enter_root("/usr")) return false;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return fault_set("PR_SET_NO_NEW_PRIVS");
	return belts_fasten() & extra;
}

static bool try_landlock(char *detail, size_t room)
{
	enum { RULESET_VERSION = 1 };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, RULESET_VERSION);
	if (version < 0 && errno == EOPNOTSUPP) return fault_text_set("the kernel has Landlock, but was started without it (lsm=)"), false;
	if (version < 0) return fault_text_set("the kernel has no Landlock (Linux 5.13, CONFIG_SECURITY_LANDLOCK)"), false;
	snprintf(detail, room, "version %ld: writing only where a program may%s%s", version, version >= 4 ? ", no TCP" : "",
		 version >= 6 ? ", no signals or abstract sockets to others" : "");
	return fastens(EXTRA_LANDLOCK) || fault_set("Landlock");
}

static bool try_speculation(char *detail, size_t room)
{
	snprintf(detail, room, "speculation across programs can be switched off for each of them");
	return fastens(EXTRA_SPECULATION) ||
	       (fault_text_set("neither store bypass nor indirect branches can be switched: the processor has no need, or the kernel no say"), false);
}

static bool try_core(char *detail, size_t room)
{
	enum { SCHED_CORE = 62, CREATE = 1, SCOPE_THREAD = 0 };
	snprintf(detail, room, "no other program on the sibling thread of a program's core");
	if (prctl(SCHED_CORE, CREATE, 0, SCOPE_THREAD, 0) == 0) return fastens(EXTRA_CORE) || fault_set("PR_SCHED_CORE");
	if (errno == ENODEV) return fault_text_set("not needed: no core of this machine has two threads"), false;
	return fault_text_set("the kernel has no core scheduling (Linux 5.14, CONFIG_SCHED_CORE)"), false;
}

static bool try_counting(char *detail, size_t room)
{
	if (!host_open(1)) return false;
	const char *problem = counting_problem();
	snprintf(detail, room, "system calls of each run are counted by %s", tally_of(0) ? "eBPF" : "perf");
	return problem ? fault_text_set(problem), false : true;
}

static bool try_io(char *detail, size_t room)
{
	const struct cgroup_settings settings = {.slot_count = 1};
	const struct cgroup_limits limits = {.memory_bytes = 64 << 20, .process_count = 8, .io_bytes = 10000000};
	bool done = cgroup_open(&settings);
	if (done && !cgroup_limits_io()) fault_text_set("no block device is reachable, or its cgroup controller (blkio, io) is not ours"), done = false;
	done = done && cgroup_renew(0) && cgroup_limit(0, &limits);
	snprintf(detail, room, "reading and writing block devices is limited");
	cgroup_close();
	return done;
}

static const struct probe extras[] = {
	{"landlock", try_landlock},
	{"speculation-control", try_speculation},
	{"core-scheduling", try_core},
	{"syscall-counting", try_counting},
	{"io-limit", try_io},
};

void check_extras(void)
{
	for (size_t i = 0; i < sizeof extras / sizeof *extras; i++) check_try("extra", &extras[i]);
}
