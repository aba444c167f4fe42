/*
 * Counting the system calls of a run, at the kernel's tracepoint at their entry.
 *
 * As a rule one eBPF program counts for all (tally.c), and a run's number is what its slot's cell has grown. Where ids are
 * shared, or eBPF is refused, it is a perf counter of the run's own, inherited by every process and thread that the program
 * starts: about 0.3 microseconds a call while any run is counted. It needs tracefs, which this opens in the helper's own mount
 * namespace, and the right to trace; where either is missing the report has no count, and the doctor says why. A program that
 * had started ahead is counted from its run's beginning, by perf without those of its threads that were there before.
 */
#include "counting.h"

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

static int open_own(pid_t pid, bool from_exec)
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

struct call_count counting_open(int own_slot, pid_t pid, bool from_exec)
{
	struct call_count c = {.fd = -1, .cell = own_slot < 0 ? NULL : tally_of(own_slot), .from_exec = from_exec};
	if (!c.cell) c.fd = open_own(pid, from_exec);
	return c;
}

void counting_begin(struct call_count *c)
{
	if (c->cell) c->before = *(const volatile uint64_t *)c->cell + c->from_exec; /* the execve itself is not the program's */
	else if (c->fd >= 0 && !c->from_exec) ioctl(c->fd, PERF_EVENT_IOC_ENABLE, 0);
}

bool counting_read(const struct call_count *c, uint64_t *total)
{
	if (!c->cell) return c->fd >= 0 && read(c->fd, total, sizeof *total) == sizeof *total;
	uint64_t now = *(const volatile uint64_t *)c->cell;
	*total = now > c->before ? now - c->before : 0;
	return true;
}

void counting_close(struct call_count *c)
{
	if (c->fd >= 0) close(c->fd);
	c->fd = -1;
}

const char *counting_problem(void)
{
	struct call_count c = counting_open(0, getpid(), false);
	bool works = c.cell || c.fd >= 0;
	counting_close(&c);
	return works ? NULL : problem ? problem : "perf_event_open is refused";
}
