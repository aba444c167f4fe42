/*
 * Inside a template: an interpreter that has started, and from which boxes are forked.
 *
 * This is a library of its own (build.mjs), preloaded into the interpreter. When the interpreter is as far as it can be
 * without a run it calls letscode_fork_serve, which returns in the program of a box only, when that box's run has come: a
 * copy of the interpreter's memory, in namespaces of its own, under all layers (inside.c, program.c). Before the first box one
 * run is rehearsed, so that boxes know which pages they will need (rehearsal.c).
 *
 * The template is pid 1 of namespaces of its own and root of its user namespace; its boxes are in its user and network
 * namespaces, and in fresh ones otherwise. It reads nothing but requests of the helper, and ends with it.
 */
#include "box.h"
#include "rehearsal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHANNEL = 3, MAX_FILTER = 4096 };

typedef void step(void);
typedef pid_t fork_function(void);

/* `prepare`, `rehearse` and `fork_program` are called as start.h says (packages/languages/native). */
__attribute__((visibility("default"))) void letscode_fork_serve(step *prepare, step *rehearse, fork_function *fork_program);

static bool answer(int kind, uint64_t number, int error, int pidfd)
{
	struct fork_answer said = {.kind = kind, .error = error, .number = number};
	struct iovec part = {&said, sizeof said};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
	memset(&control, 0, sizeof control);
	if (pidfd >= 0) {
		packet.msg_control = control.bytes;
		packet.msg_controllen = sizeof control.bytes;
		struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
		*header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof pidfd)};
		memcpy(CMSG_DATA(header), &pidfd, sizeof pidfd);
	}
	return sendmsg(CHANNEL, &packet, MSG_NOSIGNAL) == sizeof said;
}

static int take_request(struct fork_request *request, int *fds)
{
	struct iovec part = {request, sizeof *request};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(FORK_MAX_FDS * sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
	ssize_t got;
	while ((got = recvmsg(CHANNEL, &packet, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {}
	struct cmsghdr *header = got == sizeof *request ? CMSG_FIRSTHDR(&packet) : NULL;
	if (!header) _exit(0); /* the helper is gone */
	int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
	memcpy(fds, CMSG_DATA(header), (size_t)count * sizeof(int));
	return count;
}

/* In the new init: the plan as its parts came, then the box. Returns in the program. */
static void build(const struct fork_request *request, const int *fds, step *prepare, fork_function *fork_program)
{
	static struct profile profile;
	static struct sock_filter filter[MAX_FILTER];
	static struct box_plan plan;
	struct stat status;
	signal(SIGCHLD, SIG_DFL);
	plan = (struct box_plan){.standard = {open("/dev/null", O_RDONLY | O_CLOEXEC), fds[1], fds[2]}, .sync = fds[0], .is_forked = true,
				 .work_read_only = request->work_read_only, .disk_bytes = request->disk_bytes, .init_id = geteuid(), .program_id = request->program_id,
				 .group_count = request->group_count, .cwd = request->cwd, .profile = &profile,
				 .own_pages = rehearsed_pages_copy, .prepare = prepare, .fork_program = fork_program};
	memcpy(plan.groups, fds + FORK_FIXED_FDS, (size_t)request->group_count * sizeof(int));
	memcpy(plan.work_options, request->work_options, sizeof plan.work_options);
	memcpy(plan.shm_options, request->shm_options, sizeof plan.shm_options);
	plan.page = mmap(NULL, PAGE_BYTES, PROT_READ, MAP_SHARED, fds[3], 0);
	if (plan.page == MAP_FAILED || fstat(fds[4], &status) < 0 || (size_t)status.st_size > sizeof filter) _exit(122);
	if (pread(fds[4], filter, (size_t)status.st_size, 0) != status.st_size) _exit(122);
	profile.program = (struct sock_fprog){.len = (unsigned short)((size_t)status.st_size / sizeof *filter), .filter = filter};
	box_main(&plan);
	explicit_bzero(filter, (size_t)status.st_size); /* it holds a secret of the helper (execute.c) */
	munmap(plan.page, PAGE_BYTES);
}

void letscode_fork_serve(step *prepare, step *rehearse, fork_function *fork_program)
{
	static struct fork_request request;
	int fds[FORK_MAX_FDS];
	if (getpid() != 1) { /* no template, but a box of a kind that isn't forked any more: its program is never pid 1 */
		if (prepare) prepare();
		syscall(BOX_GO);
		return;
	}
	if (rehearse) rehearsal_hold(rehearse);
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGCHLD, SIG_IGN); /* nobody waits for an init here: the helper has its pidfd */
	if (!answer(TEMPLATE_READY, 0, 0, -1)) _exit(1);
	for (;;) {
		int pidfd = -1, count = take_request(&request, fds);
		struct clone_args arguments = {
			.flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_PIDFD, .pidfd = (uint64_t)(uintptr_t)&pidfd, .exit_signal = SIGCHLD};
		pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
		if (pid == 0) return build(&request, fds, prepare, fork_program);
		answer(TEMPLATE_FORKED, request.number, pid < 0 ? errno : 0, pidfd);
		if (pidfd >= 0) close(pidfd);
		for (int i = 0; i < count; i++) close(fds[i]);
	}
}
