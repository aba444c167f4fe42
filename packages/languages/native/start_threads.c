/*
 * A process with threads, copied whole.
 *
 * fork() copies all memory and one thread. The other threads' stacks and registers are memory too, once each thread stands in
 * a signal handler: the kernel has put its registers onto its stack. So, before the process is copied, all threads but the one
 * that copies are stopped in a handler, for good; in the copy each gets a new thread of the kernel that stands where the old
 * one stood, with its stack, its thread-local memory and the thread number where the C library looks for it, and returns from
 * the handler. What a thread waited for, locks that it held and work that it was at are as they were: no library needs
 * to know of it, and the C library must not, which is why fork() itself isn't called (it gives the stacks away).
 *
 * The process is pid 1 of its namespace, so that its threads' numbers are small and can be tried.
 */
#define _GNU_SOURCE
#include "start.h"

#include <errno.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
	MAX_THREADS = 64, MAX_NUMBER = 1024, PATIENCE_MS = 1000,
	SIGNAL = 33, /* between the C library's threads, which nobody blocks; it has a handler only while identities change */
	THREAD_BYTES = 2304, /* of the C library's description of a thread */
	RSEQ_SIGNATURE = 0x53053053, RSEQ_BYTES = 32,
};

struct thread {
	jmp_buf place;
	char *room; /* the end of a piece of its stack that is free */
	char *self, *local; /* the C library's description of it; its thread-local memory */
	void *locks; /* that it holds, for the kernel, should it die */
	pid_t number;
	char name[16];
};

static struct thread threads[MAX_THREADS + 1]; /* the first is the one that copies */
static atomic_int taken, stopped;
static size_t number_offset; /* of the thread number in what `self` points to */

static void describe(struct thread *t)
{
	size_t size;
	t->self = (char *)pthread_self();
	t->local = __builtin_thread_pointer();
	t->number = (pid_t)syscall(SYS_gettid);
	syscall(SYS_get_robust_list, 0, &t->locks, &size);
	prctl(PR_GET_NAME, t->name);
}

static void tell_kernel_of_locks(const struct thread *t)
{
	enum { HEAD_BYTES = 3 * sizeof(void *) };
	if (t->locks) syscall(SYS_set_robust_list, t->locks, HEAD_BYTES);
}

/* In the copy's new thread. The numbers of its core are kept in its thread-local memory by the kernel, which must be told. */
static void begin_again(const struct thread *t)
{
	extern const ptrdiff_t __rseq_offset __attribute__((weak));
	extern const unsigned __rseq_size __attribute__((weak));
	tell_kernel_of_locks(t);
	if (&__rseq_size && __rseq_size > 0) syscall(SYS_rseq, t->local + __rseq_offset, RSEQ_BYTES, 0, RSEQ_SIGNATURE);
	prctl(PR_SET_NAME, t->name);
}

static void on_stop(int signal)
{
	(void)signal;
	int error = errno;
	static int never;
	char room[1024]; /* enough, since the library is linked at once (build.mjs) */
	struct thread *t = &threads[atomic_fetch_add(&taken, 1) + 1];
	t->room = room + sizeof room;
	describe(t);
	if (setjmp(t->place) == 0) {
		atomic_fetch_add(&stopped, 1);
		for (;;) syscall(SYS_futex, &never, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
	}
	begin_again(t);
	errno = error;
}

static int resume(void *thread)
{
	longjmp(((struct thread *)thread)->place, 1);
}

/* The place where all of them have their numbers, if there is just one. */
static bool find_number(int count)
{
	for (size_t offset = 0; offset < THREAD_BYTES; offset += sizeof(pid_t)) {
		int equal = 0;
		while (equal <= count && *(pid_t *)(threads[equal].self + offset) == threads[equal].number) equal++;
		if (equal <= count) continue;
		if (number_offset) return false;
		number_offset = offset;
	}
	return number_offset != 0;
}

static void pause_a_moment(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

bool threads_stop(void)
{
	/* The kernel's own form: the C library's call doesn't allow this signal, and its handler's way back is the kernel's. */
	struct {
		void (*handler)(int);
		unsigned long flags;
		void (*back)(void);
		uint64_t mask;
	} action, before;
	struct sigaction lent = {.sa_handler = on_stop, .sa_flags = SA_RESTART}, own;
	sigfillset(&lent.sa_mask);
	/* Lets the C library fill in its way back, for a signal that is free. */
	if (sigaction(SIGRTMAX, &lent, &own) < 0 || syscall(SYS_rt_sigaction, SIGRTMAX, NULL, &action, sizeof action.mask) < 0) return false;
	sigaction(SIGRTMAX, &own, NULL);
	if (syscall(SYS_rt_sigaction, SIGNAL, &action, &before, sizeof action.mask) < 0) return false;
	int count = 0;
	for (pid_t number = 1; number < MAX_NUMBER; number++)
		if (number != (pid_t)syscall(SYS_gettid) && syscall(SYS_tgkill, getpid(), number, SIGNAL) == 0 && ++count > MAX_THREADS) return false;
	for (int waited = 0; atomic_load(&stopped) < count; waited++) {
		if (waited > PATIENCE_MS) return false;
		pause_a_moment();
	}
	syscall(SYS_rt_sigaction, SIGNAL, &before, NULL, sizeof action.mask);
	describe(&threads[0]);
	return find_number(count);
}

pid_t threads_fork(void)
{
	struct clone_args arguments = {
		.flags = CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, .child_tid = (uint64_t)(uintptr_t)(threads[0].self + number_offset), .exit_signal = SIGCHLD};
	return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

bool threads_go_on(void)
{
	static const int SHARED = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
	tell_kernel_of_locks(&threads[0]);
	for (int i = 1; i <= atomic_load(&stopped); i++) {
		struct thread *t = &threads[i];
		void *number = t->self + number_offset;
		char *stack = t->room - (uintptr_t)t->room % 16;
		if (clone(resume, stack, SHARED | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID, t, number, t->local, number) < 0) return false;
	}
	return true;
}
