/*
 * Starting the program, and its end.
 *
 * As in native/inside.c the program starts in a vfork-like child that shares memory and descriptors, so that the seccomp
 * listener is ours and nothing but execve lies between filter and program.
 */
#include "launcher.h"
#include "profile.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const INPUT = "/.letscode/stdin"; /* put there by Node just before the run, or not */

struct launch { /* shared with the child through the common memory */
	char **argv, **envp;
	const char *cwd;
	const struct sock_fprog *filter;
	const char *failed_step;
	int error, listener;
	unsigned extras;
};

/* A file of the user's own making can be unfit for execution: that is the program's end, no fault of ours (native/program.c). */
static bool is_fault_of_program(int number, bool is_there)
{
	switch (number) {
	case ENOEXEC: case ELIBBAD: case EINVAL: case EISDIR: case ETXTBSY: case ENOMEM: case EIO: case ELOOP:
		return true;
	case ENOENT: case EACCES: /* its interpreter */
		return is_there;
	default:
		return false;
	}
}

/*
 * Whoever takes the memory, the kernel is to kill the program and not the launcher, which is about as small. Only in this
 * moment, when nothing else is in the container, can the launcher's own files in /proc be opened.
 */
static int offer_to_be_killed(void)
{
	if (prctl(PR_SET_DUMPABLE, 1) < 0) return -1;
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC), failed = errno;
	bool written = fd >= 0 && write(fd, "1000", 4) == 4;
	if (fd >= 0) close(fd);
	if (prctl(PR_SET_DUMPABLE, 0) < 0) return -1;
	if (!written) errno = failed;
	return written ? 0 : -1;
}

#define STEP(call, step) do { if ((call) < 0) { launch->failed_step = (step); launch->error = errno; _exit(126); } } while (0)

static int program_main(void *argument)
{
	static const char complaint[] = "letscode: this file can't be executed\n";
	struct launch *launch = argument;
	sigset_t none;
	sigemptyset(&none);
	signal(SIGPIPE, SIG_DFL);
	STEP(sigprocmask(SIG_SETMASK, &none, NULL), "sigprocmask");
	STEP(setsid(), "setsid");
	STEP(chdir(launch->cwd), "chdir");
	STEP(offer_to_be_killed(), "oom_score_adj");
	launch->extras = belts_fasten();
	bool is_there = faccessat(AT_FDCWD, launch->argv[0], X_OK, 0) == 0;
	STEP(launch->listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, launch->filter), "seccomp");
	profile_execute(launch->argv[0], launch->argv, launch->envp);
	if (is_fault_of_program(errno, is_there)) {
		ssize_t ignored = write(STDERR_FILENO, complaint, sizeof complaint - 1);
		(void)ignored;
		_exit(126);
	}
	launch->failed_step = "execve";
	launch->error = errno;
	_exit(126);
}

static char **strings_of(const struct fields *f, const char *key)
{
	size_t count = field_all(f, key, NULL, 0);
	char **strings = calloc(count + 1, sizeof *strings);
	if (!strings) leave("memory");
	field_all(f, key, (const char **)strings, count);
	return strings;
}

/* Takes the place of `at`, one of the three that the program inherits. */
static void place(int fd, int at, const char *step)
{
	if (fd < 0 || dup3(fd, at, 0) < 0) leave(step);
	close(fd);
}

/* To one core, when the run says so; within what the engine allows the container. */
static void pin(const struct fields *f)
{
	cpu_set_t one;
	if (!field(f, "core")) return;
	CPU_ZERO(&one);
	CPU_SET(field_number(f, "core", 0), &one);
	if (sched_setaffinity(0, sizeof one, &one) < 0) leave("sched_setaffinity");
}

static void open_standard(struct program *p)
{
	/* It may be a FIFO whose writer has sent all and gone. */
	int out[2], err[2], in = open(INPUT, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (in >= 0) fcntl(in, F_SETFL, 0);
	if (in < 0 && errno == ENOENT) in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	place(in, 0, "open standard input");
	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) leave("pipe");
	fcntl(out[0], F_SETPIPE_SZ, 1 << 20);
	place(out[1], 1, "place standard output");
	place(err[1], 2, "place standard error");
	p->out.fd = out[0];
	p->err.fd = err[0];
	if (fcntl(p->out.fd, F_SETFL, O_NONBLOCK) < 0 || fcntl(p->err.fd, F_SETFL, O_NONBLOCK) < 0) leave("fcntl");
}

void program_start(struct program *p, const struct fields *f)
{
	static char stack[65536] __attribute__((aligned(16)));
	struct launch launch = {strings_of(f, "arg"), strings_of(f, "env"), field(f, "cwd"), &p->profile->program, NULL, 0, -1, 0};
	uint64_t disk = field_number(f, "disk-bytes", 0);
	p->out.cap = p->err.cap = field_number(f, "output-bytes", 0);
	if (!launch.argv[0] || !launch.cwd) errno = EINVAL, leave("a run without a program");
	open_standard(p);
	pin(f);
	struct rlimit file_size = {disk, disk};
	if (setrlimit(RLIMIT_FSIZE, &file_size) < 0) leave("RLIMIT_FSIZE");
	snprintf(p->file, sizeof p->file, "%s", launch.argv[0]);
	p->started_ns = now_ns();
	p->pid = clone(program_main, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &launch);
	if (p->pid < 0) leave("clone the program");
	for (int i = 0; i < 3; i++) close(i);
	if (launch.failed_step) errno = launch.error, leave(launch.failed_step);
	p->listener = launch.listener;
	p->extras = launch.extras;
	if (p->listener < CONTROL_OUT) { /* it may have taken one of the three that are free now: never, they were open then */
		int moved = fcntl(p->listener, F_DUPFD_CLOEXEC, CONTROL_OUT + 1);
		if (moved < 0) leave("move the listener");
		close(p->listener);
		p->listener = moved;
	}
	free(launch.argv);
	free(launch.envp);
	reply_begin("started");
	reply_end();
	say_flush();
}

/* ---- the end ---- */

/* Memory that the loadable segments of an ELF file ask for; 0 for anything else. */
static uint64_t image_bytes_of(const char *path)
{
	Elf64_Ehdr header;
	uint64_t sum = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0) return 0;
	if (read(fd, &header, sizeof header) == sizeof header && !memcmp(header.e_ident, ELFMAG, SELFMAG) && header.e_ident[EI_CLASS] == ELFCLASS64)
		for (int i = 0; i < header.e_phnum && i < 64; i++) {
			Elf64_Phdr segment;
			if (pread(fd, &segment, sizeof segment, (off_t)(header.e_phoff + (uint64_t)i * header.e_phentsize)) != sizeof segment) break;
			if (segment.p_type == PT_LOAD) sum += segment.p_memsz;
		}
	close(fd);
	return sum;
}

/* One that has ended; false when there is none, or none left. */
static bool reap_one(struct program *p, int flags)
{
	struct rusage usage;
	int status;
	pid_t pid = wait4(-1, &status, __WALL | flags, &usage);
	if (pid < 0 && errno == EINTR) return true;
	if (pid <= 0) return false;
	uint64_t bytes = (uint64_t)usage.ru_maxrss * 1024;
	if (bytes > p->max_rss_bytes) p->max_rss_bytes = bytes;
	if (pid != p->pid) return true;
	p->status = status;
	p->ended_ns = now_ns();
	p->pid = -1;
	return true;
}

void program_reap(struct program *p)
{
	while (p->pid > 0 && reap_one(p, WNOHANG)) {}
	if (p->pid > 0) return;
	/* Everything it left behind: one signal reaches all, also those that are just being forked. */
	kill(-1, SIGKILL);
	while (reap_one(p, 0)) {}
	if (WIFSIGNALED(p->status)) p->image_bytes = image_bytes_of(p->file);
}
