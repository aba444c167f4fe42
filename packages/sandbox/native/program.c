/*
 * Inside the box: the process that becomes the program.
 *
 * It is made before its run is known. It takes on its identity, gives up every capability, restricts itself, and installs
 * the seccomp filter; then it waits in one system call that the filter stops (BOX_GO), which the helper answers when a run
 * comes, with the standard input put in place. Between that answer and the program's first instruction there is only execve.
 *
 * A program that is *started ahead* doesn't wait here: execve comes at once, and the starter makes the call that says it is
 * ready, under all six layers.
 */
#include "inside.h"
#include "profile.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void give_up(struct launch *launch)
{
	ssize_t ignored = write(launch->told[1], "!", 1); /* not after the start: then the pipe is closed, and init sees the end */
	(void)ignored;
	_exit(126);
}

#define STEP(call, step) do { if ((call) < 0) return launch->failed_step = (step), launch->error = errno, -1; } while (0)

static int drop_capabilities(void)
{
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
	return (int)syscall(SYS_capset, &header, none);
}

/* A file of the user's own making can be unfit for execution; that is the program's fault, and told on its standard error. */
static bool is_fault_of_program(const char *file)
{
	switch (errno) {
	case ENOEXEC: case ELIBBAD: case EINVAL: case EISDIR: case ETXTBSY: case ENOMEM: case EIO: case ELOOP:
		return true;
	case ENOENT: case EACCES: /* its interpreter */
		{
			int number = errno;
			bool is_there = faccessat(AT_FDCWD, file, X_OK, 0) == 0;
			errno = number;
			return is_there;
		}
	default:
		return false;
	}
}

static _Noreturn void execute(struct launch *launch, char **argv, char **envp)
{
	static const char complaint[] = "letscode: this file can't be executed\n";
	profile_execute(argv[0], argv, envp);
	if (is_fault_of_program(argv[0])) {
		ssize_t ignored = write(STDERR_FILENO, complaint, sizeof complaint - 1);
		(void)ignored;
		_exit(126);
	}
	launch->failed_step = "execve";
	launch->error = errno;
	_exit(126);
}

/* Identity, rights and belts; then the filter, whose listener it returns. -1: the step that failed is in `launch`. */
static int become_nobody(struct launch *launch)
{
	unsigned id = launch->plan->program_id;
	STEP(setsid(), "setsid");
	STEP(take_id(id), "take the id of the program");
	/* A copy of a template, into which nobody may look; a program may look into itself, as after execve. */
	if (launch->plan->is_forked) STEP(prctl(PR_SET_DUMPABLE, 1), "PR_SET_DUMPABLE of the program");
	STEP(drop_capabilities(), "capset of the program");
	launch->extras = belts_fasten();
	int listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &launch->plan->profile->program);
	STEP(listener, "seccomp");
	return listener;
}

static int program_main(void *argument)
{
	struct launch *launch = argument;
	const struct box_plan *plan = launch->plan;
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	int listener = become_nobody(launch);
	if (listener < 0) give_up(launch);
	launch->listener = listener;
#ifndef LETSCODE_RECORDING
	if (write(launch->told[1], "+", 1) < 0) _exit(126);
#endif
	if (plan->ahead_argv) execute(launch, plan->ahead_argv, plan->ahead_envp);
	syscall(BOX_GO);
	execute(launch, plan->page->argv, plan->page->envp);
}

pid_t program_clone(struct launch *launch)
{
	static char stack[65536] __attribute__((aligned(16)));
	char done;
	if (pipe2(launch->told, O_CLOEXEC) < 0) return launch->failed_step = "pipe", -1;
	pid_t pid = clone(program_main, stack + sizeof stack, CLONE_VM | CLONE_FILES | (launch->plan->comes_complete ? 0 : CLONE_FS) | SIGCHLD, launch);
	if (pid < 0) return launch->failed_step = "clone the program", -1;
#ifdef LETSCODE_RECORDING
	while (!launch->failed_step && *(volatile int *)&launch->listener < 0) usleep(100); /* there the child's write would wait for us */
	(void)done;
#else
	while (read(launch->told[0], &done, 1) < 0 && errno == EINTR) {}
#endif
	if (launch->failed_step) return errno = launch->error, -1;
	/* From here on each has its own descriptors; the child's copies of ours close when it executes. */
	if (unshare(CLONE_FILES) < 0) return launch->failed_step = "unshare the descriptors", -1;
	return pid;
}

/* What the child of a fork tells: its memory is its own. */
struct fork_told {
	int listener, error;
	unsigned extras;
	char step[40];
};

static int prepare_copy(struct launch *launch)
{
	int pipe_end = launch->told[1];
	signal(SIGCHLD, SIG_DFL);
	/* What is below belongs to the interpreter, which may have opened it just now, in the fork. */
	STEP(syscall(SYS_close_range, FORKED_FD, pipe_end - 1, 0), "close_range");
	STEP(syscall(SYS_close_range, pipe_end + 1, ~0u, 0), "close_range");
	return become_nobody(launch);
}

/* In the child. Its descriptors are its own from the start, so the listener's number is told, and init fetches it. */
static void wait_in_fork(struct launch *launch)
{
	if (launch->plan->own_pages) launch->plan->own_pages();
	struct fork_told told = {.listener = prepare_copy(launch), .error = launch->error, .extras = launch->extras};
	if (launch->failed_step) strncpy(told.step, launch->failed_step, sizeof told.step - 1);
	if (write(launch->told[1], &told, sizeof told) != sizeof told || told.listener < 0) _exit(126);
	if (launch->plan->prepare) launch->plan->prepare();
	syscall(BOX_GO);
	close(told.listener);
	close(launch->told[1]);
	if (chdir(launch->plan->cwd) < 0) _exit(126); /* it may lie in a mount that came with the run */
}

static int fetch_listener(pid_t pid, int number)
{
	int process = (int)syscall(SYS_pidfd_open, pid, 0);
	int listener = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, number, 0);
	if (process >= 0) close(process);
	return listener;
}

static bool pipe_far_up(int *ends)
{
	int low[2];
	if (pipe2(low, O_CLOEXEC) < 0) return false;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, FORKED_FD);
		close(low[i]);
	}
	return ends[0] >= 0 && ends[1] >= 0;
}

pid_t program_fork(struct launch *launch)
{
	static struct fork_told told;
	if (!pipe_far_up(launch->told)) return launch->failed_step = "pipe", -1;
	pid_t pid = launch->plan->fork_program ? launch->plan->fork_program() : fork();
	if (pid < 0) return launch->failed_step = "fork the program", -1;
	if (pid == 0) return wait_in_fork(launch), 0;
	close(launch->told[1]);
	ssize_t got;
	while ((got = read(launch->told[0], &told, sizeof told)) < 0 && errno == EINTR) {}
	if (got != sizeof told) return launch->failed_step = "the forked program said nothing", errno = EPIPE, -1;
	if (told.listener < 0) return launch->failed_step = told.step, errno = told.error, -1;
	launch->extras = told.extras;
	launch->listener = fetch_listener(pid, told.listener);
	return launch->listener < 0 ? launch->failed_step = "fetch the seccomp listener", -1 : pid;
}
