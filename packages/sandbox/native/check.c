/*
 * Tries each layer on this machine and says what the kernel answered, and what of the host bears on it.
 *
 * Frames: one `host` with the facts by which a remedy is chosen; one `layer` each, in the seed's order; one `extra` each
 * (check-extras.c). Every probe runs in a process of its own, so that none changes the ground for the next. A probe does
 * what a run does, with the same functions where that is possible.
 */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool waits_for(pid_t pid, const char *step)
{
	int status;
	if (pid < 0 || waitpid(pid, &status, 0) < 0) return fault_set(step);
	errno = WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
	return errno == 0 || fault_set(step);
}

static bool try_application(char *detail, size_t room)
{
	pid_t pid = fork();
	if (pid == 0) {
		if (setsid() < 0 || syscall(SYS_close_range, 3, ~0u, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) _exit(errno);
		_exit(0);
	}
	snprintf(detail, room, "a session of its own, descriptors 0 to 2 only, no new privileges, nothing of our environment");
	return waits_for(pid, "setsid, close_range, no_new_privs");
}

static pid_t clone_with(unsigned long flags)
{
	return (pid_t)syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);
}

static bool try_namespaces(char *detail, size_t room)
{
	if (!host_open(1)) return false;
	pid_t pid = clone_with(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS);
	if (pid == 0) _exit(getpid() != 1 || unshare(CLONE_NEWCGROUP) < 0 || sethostname("box", 3) < 0 ? errno ? errno : EINVAL : 0);
	snprintf(detail, room, "own users, processes, mounts, IPC, host name and cgroup view; set up %s", host.rootless ? "by a plain user" : "as root");
	return waits_for(pid, "clone into new namespaces");
}

/* Waits until the pipe is closed, then computes for 10 ms, so that there is something to count on a coarse clock too. */
static int compute(int go)
{
	char byte;
	if (read(go, &byte, 1) != 0) return EIO;
	for (clock_t begin = clock(); clock() - begin < CLOCKS_PER_SEC / 100;) {}
	return 0;
}

static bool try_cgroups(char *detail, size_t room)
{
	const struct cgroup_settings settings = {.slot_count = 1};
	const struct cgroup_limits limits = {.memory_bytes = 64 << 20, .process_count = 8};
	bool done = cgroup_open(&settings) && cgroup_renew(0) && cgroup_limit(0, &limits) && cgroup_begin(0);
	if (done) {
		int go[2];
		pid_t pid = pipe(go) < 0 ? -1 : fork();
		if (pid == 0) close(go[1]), _exit(compute(go[0]));
		if (pid > 0) {
			int group = cgroup_clone_fd(0), procs = group >= 0 ? openat(group, "cgroup.procs", O_WRONLY | O_CLOEXEC) : -1;
			done = cgroup_attach(0, pid) && (procs < 0 || dprintf(procs, "%d", (int)pid) > 0 || fault_set("enter the cgroup"));
			if (procs >= 0) close(procs);
			close(go[0]);
			close(go[1]);
		}
		done = waits_for(pid, "run in a cgroup") && done;
		if (done && cgroup_cpu_ns(0) == 0) errno = ENODATA, done = fault_set("CPU time of a cgroup");
	}
	snprintf(detail, room, "cgroup %s limits memory and processes and counts CPU time%s", cgroup_version(),
		 access("/proc/self/schedstat", R_OK) == 0 ? "" : "; the kernel (CONFIG_SCHED_INFO) doesn't tell waits for a core, so on a busy machine wall limits come early");
	cgroup_close();
	return done;
}

static bool try_seccomp(char *detail, size_t room)
{
	static char text[] = "name\0probe\0rule\0quiet 13 getppid\0rule\0allow 0 exit_group\0";
	struct fields f = {text, sizeof text - 1};
	const char *problem = profile_define(&f);
	if (problem) return errno = EINVAL, fault_set(problem);
	const struct profile *profile = profile_find("probe");
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &profile->program);
		if (listener < 0) syscall(SYS_exit_group, errno);
		syscall(SYS_exit_group, syscall(SYS_getppid) == -1 && errno == EACCES ? 0 : EINVAL);
	}
	snprintf(detail, room, "system calls are filtered; refused ones are stopped and reported by name");
	return waits_for(pid, "seccomp filter with a listener");
}

bool check_enter_root(const char *path)
{
	const char *paths[] = {path};
	struct root_request request = {paths, 1, NULL, 0};
	if (!host_open(1)) return false;
	int root = root_namespace(&request);
	return root >= 0 && (setns(root, CLONE_NEWNS) == 0 || fault_set("enter the root"));
}

static bool try_filesystem(char *detail, size_t room)
{
	if (!check_enter_root("/usr")) return false;
	pid_t pid = clone_with(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS);
	if (pid == 0) {
		if (mount("work", "/work", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=16") < 0) _exit(errno);
		if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "hidepid=2,subset=pid") < 0) _exit(errno);
		if (mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL) == 0) _exit(EROFS); /* must be refused */
		_exit(0);
	}
	snprintf(detail, room, "read-only root that can't be remounted, /work in memory, /proc with its own processes only");
	return waits_for(pid, "mount within the box");
}

static bool try_network(char *detail, size_t room)
{
	if (!host_open(1)) return false;
	struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0) return fault_set("socket");
	int answer = connect(fd, (struct sockaddr *)&local, sizeof local), number = errno;
	close(fd);
	errno = answer == 0 ? EISCONN : number;
	if (answer == 0 || number != ENETUNREACH) return fault_set("the empty network namespace is not empty");
	snprintf(detail, room, "an empty network: connecting fails, even to this machine itself");
	return true;
}

static const struct probe layers[] = {
	{"application", try_application}, {"namespaces", try_namespaces}, {"cgroups", try_cgroups},
	{"seccomp", try_seccomp},         {"filesystem", try_filesystem}, {"network", try_network},
};

/* ---- the host ---- */

/* The setting as it stands, or nothing where the kernel has no such setting. */
static void tell_setting(const char *key, const char *path)
{
	char text[32] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return;
	ssize_t size = read(fd, text, sizeof text - 1);
	close(fd);
	text[size > 0 ? size : 0] = 0;
	text[strcspn(text, "\n")] = 0;
	reply_text(key, text);
}

static bool may_administer(void)
{
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct has[2] = {{0, 0, 0}, {0, 0, 0}};
	return syscall(SYS_capget, &header, has) == 0 && has[0].effective & 1u << CAP_SYS_ADMIN;
}

static void tell_host(void)
{
	struct utsname name;
	reply_begin("host");
	reply_text("release", uname(&name) == 0 ? name.release : "");
	reply_text("root", geteuid() == 0 ? "yes" : "no");
	reply_text("administrator", may_administer() ? "yes" : "no");
	reply_text("filtered", prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 2 ? "yes" : "no");
	tell_setting("apparmor-restricts", "/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
	tell_setting("plain-users-may", "/proc/sys/kernel/unprivileged_userns_clone");
	tell_setting("most-namespaces", "/proc/sys/user/max_user_namespaces");
	reply_end();
}

void check_try(const char *kind, const struct probe *probe)
{
	char said[512] = "";
	int channel[2];
	if (pipe2(channel, O_CLOEXEC) < 0) return;
	pid_t pid = fork();
	if (pid == 0) {
		char detail[400] = "";
		bool done = probe->try(detail, sizeof detail);
		snprintf(said, sizeof said, "%c%s", done ? 'y' : 'n', done ? detail : fault_text());
		_exit(write(channel[1], said, sizeof said) != sizeof said);
	}
	close(channel[1]);
	if (read(channel[0], said, sizeof said) <= 0) strcpy(said, "nthe probe died");
	close(channel[0]);
	if (pid > 0) waitpid(pid, NULL, 0);
	reply_begin(kind);
	reply_text("name", probe->name);
	reply_text("ok", said[0] == 'y' ? "yes" : "no");
	reply_text("detail", said + 1);
	reply_end();
}

int check_layers(void)
{
	tell_host();
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) check_try("layer", &layers[i]);
	check_extras();
	frames_flush(STDOUT_FILENO);
	return 0;
}
