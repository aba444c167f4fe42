/*
 * Inside the box: init, pid 1, from clone3 until all is over. program.c is the other process.
 *
 * Order matters. Mounts come first, while init has capabilities over its new namespaces. Then init gives up the right to
 * ever gain more, and starts the child that will be the program: it shares memory and descriptors with init, so that init
 * can pass the child's seccomp listener on; then they part. The box is now ready and may wait for a run for minutes.
 *
 * A run with mounts of the caller's comes as a message; all else is in the page that init shares with the helper, and a
 * program without such mounts starts without init's knowledge.
 * When the program has ended, init kills and reaps whatever it left, and only then says so: the counters are final.
 *
 * Init never reads what the program could write, except the header of its file after its death.
 * Nothing here allocates.
 */
#include "inside.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/mount.h>
#include <linux/securebits.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PARKED = 16 };
/*
 * The channel to the helper. In a forked box it is far up, as are all descriptors of ours there: an interpreter's libraries
 * remember numbers of their own, and close and open them anew when they learn of the fork.
 */
static int sync_fd = 3;

static void say(const struct box_message *message, const int *fds, size_t count)
{
	struct iovec part = {(void *)(uintptr_t)message, sizeof *message};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
	if (count > 0) {
		memset(&control, 0, sizeof control);
		packet.msg_control = control.bytes;
		packet.msg_controllen = CMSG_SPACE(count * sizeof(int));
		struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(header), fds, count * sizeof(int));
	}
	while (sendmsg(sync_fd, &packet, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

static _Noreturn void fault(const char *step)
{
	struct box_message message = {.kind = BOX_FAULT, .error = errno};
	strncpy(message.step, step, sizeof message.step - 1);
	say(&message, NULL, 0);
	_exit(125);
}

#define TRY(call, step) do { if ((call) < 0) fault(step); } while (0)

static void close_all_but_sync(void)
{
	if (sync_fd > 3 && syscall(SYS_close_range, 3, sync_fd - 1, 0) < 0) _exit(124);
	if (syscall(SYS_close_range, sync_fd + 1, ~0u, 0) < 0) _exit(124);
}

/* Descriptors become 0, 1, 2 and the channel; all others, which belong to the helper and to other boxes, are closed. */
static void arrange_descriptors(const struct box_plan *plan)
{
	int wanted[4] = {plan->standard[0], plan->standard[1], plan->standard[2], plan->sync};
	if (plan->is_forked) sync_fd = FORKED_FD;
	for (int i = 0; i < 4; i++)
		if ((wanted[i] = fcntl(wanted[i], F_DUPFD_CLOEXEC, i < 3 || !plan->is_forked ? PARKED : FORKED_FD + 1)) < 0) _exit(124);
	for (int i = 0; i < 4; i++)
		if (dup3(wanted[i], i < 3 ? i : sync_fd, i < 3 ? 0 : O_CLOEXEC) < 0) _exit(124);
	close_all_but_sync();
}

/* Until now the descriptors were the helper's: from now on they are copies, and few. */
static void part_from_helper(const struct box_plan *plan)
{
	int last = plan->sync;
	for (int i = 0; i < 3; i++)
		if (plan->standard[i] > last) last = plan->standard[i];
	if (syscall(SYS_close_range, last + 1, ~0u, CLOSE_RANGE_UNSHARE) < 0) _exit(124);
}

int take_id(unsigned id)
{
	return syscall(SYS_setresgid, id, id, id) < 0 || syscall(SYS_setresuid, id, id, id) < 0 ? -1 : 0;
}

/* The id maps and the cgroups are in place once the helper says go; its silence means that it is gone. */
static void wait_for_go(unsigned id, bool has_groups)
{
	char go;
	ssize_t got;
	while ((got = recv(sync_fd, &go, 1, 0)) < 0 && errno == EINTR) {}
	if (got != 1) _exit(0);
	/* Without root the groups are the user's own, and the kernel lets nobody drop them. */
	if (id == 0 && has_groups) TRY(setgroups(0, NULL), "setgroups");
	TRY(take_id(id), "take the id of init");
	/* After the change of identity, which clears it. */
	TRY(prctl(PR_SET_PDEATHSIG, SIGKILL), "PR_SET_PDEATHSIG");
	if (recv(sync_fd, &go, 1, MSG_DONTWAIT) == 0) _exit(0); /* the helper died in between */
	TRY(prctl(PR_SET_DUMPABLE, 0), "PR_SET_DUMPABLE");
	TRY(unshare(CLONE_NEWCGROUP), "unshare the cgroup namespace");
}

/* Makes the folders of a path below /work or /tmp; elsewhere the root has them already. */
static void make_mount_point(const char *path, bool is_folder)
{
	char copy[4096];
	if (strlen(path) >= sizeof copy || (strncmp(path, "/work/", 6) && strncmp(path, "/tmp/", 5))) return;
	strcpy(copy, path);
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(copy, 0755);
		*slash = '/';
	}
	if (is_folder) mkdir(copy, 0755);
	else close(open(copy, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644));
}

static void mount_all(const struct box_plan *plan)
{
	unsigned long writable = MS_NOSUID | MS_NODEV | (plan->work_read_only ? MS_RDONLY : 0);
	TRY(mount("work", "/work", "tmpfs", writable, plan->work_options), "mount /work");
	TRY(mount("tmp", "/tmp", "tmpfs", writable, plan->work_options), "mount /tmp");
	TRY(mount("shm", "/dev/shm", "tmpfs", writable | MS_NOEXEC, plan->shm_options), "mount /dev/shm");
	TRY(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "hidepid=2,subset=pid"), "mount /proc");
}

/* The caller's folders and files, as the detached mounts that came with the run. */
static void place_mounts(const struct box_page *page, const int *mounts)
{
	for (size_t i = 0; i < page->mount_count; i++) {
		struct stat status;
		TRY(fstat(mounts[i], &status), "look at a mount");
		const char *place = page->strings + page->mount_points[i];
		make_mount_point(place, S_ISDIR(status.st_mode));
		TRY(syscall(SYS_move_mount, mounts[i], "", AT_FDCWD, place, MOVE_MOUNT_F_EMPTY_PATH), "place a mount");
		close(mounts[i]);
	}
}

static void limit(int what, uint64_t value, const char *step)
{
	struct rlimit wanted = {value, value}, now;
	if (setrlimit((__rlimit_resource_t)what, &wanted) == 0) return;
	TRY(getrlimit((__rlimit_resource_t)what, &now), step);
	if (now.rlim_max < value) value = now.rlim_max; /* raising a hard limit needs a capability that we lack */
	wanted = (struct rlimit){value, value};
	TRY(setrlimit((__rlimit_resource_t)what, &wanted), step);
}

static void set_limits(const struct box_plan *plan)
{
	limit(RLIMIT_CORE, 0, "RLIMIT_CORE");
	limit(RLIMIT_STACK, RLIM_INFINITY, "RLIMIT_STACK"); /* the memory limit bounds the stack */
	limit(RLIMIT_NOFILE, 1024, "RLIMIT_NOFILE");
	limit(RLIMIT_FSIZE, plan->disk_bytes, "RLIMIT_FSIZE");
	limit(RLIMIT_MSGQUEUE, 0, "RLIMIT_MSGQUEUE");
	limit(RLIMIT_RTPRIO, 0, "RLIMIT_RTPRIO");
	limit(RLIMIT_MEMLOCK, 65536, "RLIMIT_MEMLOCK");
}

static void drop_for_good(void)
{
	for (int capability = 0; capability <= 63; capability++)
		if (prctl(PR_CAPBSET_DROP, capability) < 0) {
			if (errno == EINVAL) break; /* past the kernel's last one */
			fault("PR_CAPBSET_DROP");
		}
	TRY(prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED |
		  SECBIT_NO_CAP_AMBIENT_RAISE | SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED), "PR_SET_SECUREBITS");
	TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
}

/* Of all its rights init keeps one: to kill what the program leaves behind. */
static void keep_killing_only(void)
{
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct kept[2] = {{1u << CAP_KILL, 1u << CAP_KILL, 0}, {0, 0, 0}};
	TRY(syscall(SYS_capset, &header, kept), "capset of init");
}

/* Memory that the loadable segments of an ELF file ask for; 0 for anything else. */
static uint64_t image_bytes(const char *path)
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

static uint64_t own_cpu_ns(void)
{
	struct timespec t;
	return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0 ? (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec : 0;
}

/* The message that a run has come, with its mounts. The helper's end of the channel is closed when nobody wants the box. */
static void wait_for_run(int *mounts)
{
	char go;
	struct iovec part = {&go, 1};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(MAX_MOUNTS * sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
	ssize_t got;
	while ((got = recvmsg(sync_fd, &packet, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {}
	if (got != 1) _exit(0);
	struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
	if (header && header->cmsg_type == SCM_RIGHTS) memcpy(mounts, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
}

static void take_end(struct box_message *message, const struct launch *launch)
{
	if (launch->failed_step) {
		errno = launch->error;
		fault(launch->failed_step);
	}
	const struct box_plan *plan = launch->plan;
	if (!plan->is_forked && WIFSIGNALED(message->status) && plan->page->argv[0]) message->image_bytes = image_bytes(plan->page->argv[0]);
}

static _Noreturn void wait_for_end(const struct launch *launch, pid_t program, uint64_t cpu_before_ns)
{
	struct box_message message = {.kind = BOX_ENDED};
	bool over = false;
	for (;;) {
		struct rusage usage;
		int status;
		pid_t pid = wait4(-1, &status, __WALL, &usage);
		if (pid < 0 && errno == EINTR) continue;
		if (pid < 0 && errno == ECHILD && over) break;
		if (pid < 0) fault("wait4");
		uint64_t bytes = (uint64_t)usage.ru_maxrss * 1024;
		if (bytes > message.max_rss_bytes) message.max_rss_bytes = bytes;
		if (pid != program) continue;
		message.status = status;
		message.time_ns = now_ns();
		take_end(&message, launch);
		over = true;
		if (waitpid(-1, NULL, WNOHANG | __WALL) < 0 && errno == ECHILD) break; /* it left nobody */
		kill(-1, SIGKILL);
	}
	message.init_cpu_ns = own_cpu_ns() - cpu_before_ns;
	say(&message, NULL, 0);
	_exit(0);
}

/* v1: the kernel may wait for a while when a process moves, so it is not the helper that waits, but each init for itself. */
static void enter_cgroups(const struct box_plan *plan)
{
	for (int i = 0; i < plan->group_count; i++)
		if (write(plan->groups[i], "0", 1) < 0) _exit(123);
}

/* What only id 0 keeps by itself when it executes something. */
static void keep_capabilities(void)
{
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct has[2];
	if (syscall(SYS_capget, &header, has) < 0) _exit(127);
	for (int i = 0; i < 2; i++) has[i].inheritable = has[i].permitted;
	if (syscall(SYS_capset, &header, has) < 0) _exit(127);
	for (int capability = 0; capability <= 63; capability++) prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0); /* EINVAL past the last one */
}

/* Boxes are forked from it: it has what they must have to build themselves, and no code of a user ever runs in it. */
static _Noreturn void become_template(const struct box_plan *plan)
{
	fcntl(sync_fd, F_SETFD, 0);
	if (plan->init_id != 0) keep_capabilities();
	if (chdir(plan->cwd) < 0 && errno != ENOENT) _exit(127); /* some interpreters remember where they started */
	execve(plan->ahead_argv[0], plan->ahead_argv, plan->ahead_envp);
	_exit(127);
}

void box_main(const struct box_plan *plan)
{
	enter_cgroups(plan);
	if (plan->shares_files) part_from_helper(plan);
	arrange_descriptors(plan);
	wait_for_go(plan->init_id, !plan->is_forked);
	if (plan->is_template) become_template(plan);
	mount_all(plan);
	TRY(sethostname("box", 3), "sethostname");
	umask(022);
	if (chdir(plan->cwd) < 0 && errno != ENOENT) fault("chdir"); /* it may lie in a mount that comes with the run */
	/* Only what is there already: /work itself; a folder below it is opened from there after the end. */
	int told[2] = {-1, open("/work", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)};
	TRY(told[1], "open /work");
	if (plan->is_forked) {
		int low = told[1];
		TRY(told[1] = fcntl(low, F_DUPFD_CLOEXEC, FORKED_FD), "open /work");
		close(low);
	}
	set_limits(plan);
	drop_for_good();
	struct launch launch = {.plan = plan, .listener = -1};
	pid_t program = plan->is_forked ? program_fork(&launch) : program_clone(&launch);
	if (program == 0) return;
	if (program < 0) fault(launch.failed_step);
	told[0] = launch.listener;
	struct box_message ready = {.kind = BOX_READY, .extras = launch.extras};
	say(&ready, told, 2);
	close_all_but_sync();
	for (int i = 0; i < 3; i++) close(i);
	int mounts[MAX_MOUNTS];
	if (!plan->comes_complete) wait_for_run(mounts);
	uint64_t cpu_ns = own_cpu_ns();
	if (!plan->comes_complete && plan->page->mount_count > 0) {
		place_mounts(plan->page, mounts);
		TRY(chdir(plan->cwd), "chdir");
		struct box_message placed = {.kind = BOX_PLACED};
		say(&placed, NULL, 0);
	}
	unshare(CLONE_FS); /* until now the program's working folder was init's */
	keep_killing_only();
	wait_for_end(&launch, program, cpu_ns);
}
