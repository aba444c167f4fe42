/*
 * Counting the system calls of a run: a perf counter on the kernel's tracepoint at their entry, inherited by every process
 * and thread that the program starts. About 0.3 microseconds a call while any run is counted.
 *
 * It needs tracefs, which this opens in the helper's own mount namespace, and the right to trace; where either is missing
 * the report has no count, and the doctor says why. A program that had started ahead is counted from its run's beginning,
 * without those of its threads that were there before.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

static int tracepoint; /* its number; 0: not looked up, -1: none */
static const char *problem;

static int read_number(const char *path)
{
	char text[32] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return -1;
	ssize_t size = read(fd, text, sizeof text - 1);
	close(fd);
	return size > 0 ? atoi(text) : -1;
}

/* The helper's mount namespace is its own: what is mounted here is seen by nobody else, and unmounted at once. */
static int find_tracepoint(void)
{
	static const char path[] = "/sys/kernel/tracing/events/raw_syscalls/sys_enter/id";
	int number = read_number(path);
	if (number > 0) return number;
	if (mount("tracefs", "/sys/kernel/tracing", "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0) {
		problem = errno == EPERM ? "tracefs can't be mounted: it takes root" : "the kernel has no tracefs (CONFIG_FTRACE_SYSCALLS)";
		return -1;
	}
	number = read_number(path);
	umount2("/sys/kernel/tracing", MNT_DETACH);
	if (number <= 0) problem = "the kernel has no tracepoint raw_syscalls:sys_enter (CONFIG_FTRACE_SYSCALLS)";
	return number > 0 ? number : -1;
}

static int open_counter(pid_t pid, bool inherited, bool from_exec)
{
	struct perf_event_attr wanted = {.type = PERF_TYPE_TRACEPOINT, .size = sizeof wanted, .config = (uint64_t)tracepoint, .disabled = 1, .inherit = inherited,
					 .enable_on_exec = from_exec};
	return (int)syscall(SYS_perf_event_open, &wanted, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

int counting_open(pid_t pid, bool from_exec)
{
	static int kept = -1; /* while one is open the kernel keeps the tracepoint in place, which is slow to set and to clear */
	if (tracepoint == 0) {
		tracepoint = find_tracepoint();
		if (tracepoint > 0 && (kept = open_counter(getpid(), false, false)) < 0) {
			problem = "perf_event_open is refused (kernel.perf_event_paranoid, or a container without CAP_PERFMON)";
			tracepoint = -1;
		}
	}
	return tracepoint > 0 ? open_counter(pid, true, from_exec) : -1;
}

void counting_begin(int counter)
{
	ioctl(counter, PERF_EVENT_IOC_ENABLE, 0);
}

bool counting_read(int counter, uint64_t *total)
{
	return counter >= 0 && read(counter, total, sizeof *total) == sizeof *total;
}

const char *counting_problem(void)
{
	int counter = counting_open(getpid(), false);
	if (counter >= 0) close(counter);
	return counter >= 0 ? NULL : problem ? problem : "perf_event_open is refused";
}
