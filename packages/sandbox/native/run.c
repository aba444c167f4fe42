/*
 * Starting a run, and the list of open ones.
 *
 * Fields of a `run` frame: id, lane, profile; arg… env… (whole argv and environment), cwd; root… mount-host… mount-box…;
 * cpu-ms wall-ms memory-bytes output-bytes processes disk-bytes; stdin? stdout stderr; collect-host? collect-box
 * collect-bytes collect-files. The answer is one `report` frame, always.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_STRINGS = 4096, MAX_PATHS = 256 };

static struct run *runs;

int run_count(void)
{
	int count = 0;
	for (struct run *r = runs; r; r = r->next) count++;
	return count;
}

void run_forget(struct run *r)
{
	for (struct run **at = &runs; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			return;
		}
}

void run_end(struct run *r, enum kill_reason reason)
{
	if (r->reason == NOT_KILLED || reason == FAULT) r->reason = reason;
	/* ESRCH: it has ended by itself meanwhile */
	if (r->end.fd >= 0) syscall(SYS_pidfd_send_signal, r->end.fd, SIGKILL, NULL, 0);
}

uint64_t run_cpu_ns(const struct run *r, uint64_t group_ns)
{
	return group_ns > r->build_cpu_ns ? group_ns - r->build_cpu_ns : 0;
}

void run_fault(struct run *r, const char *text)
{
	if (r->fault[0] == 0) snprintf(r->fault, sizeof r->fault, "%s", text);
	run_end(r, FAULT);
}

void run_kill(const char *id)
{
	for (struct run *r = runs; r; r = r->next)
		if (!strcmp(r->id, id)) run_end(r, ABORTED);
}

void run_kill_all(void)
{
	for (struct run *r = runs; r; r = r->next) run_end(r, ABORTED);
}

void run_out_of_memory(int lane)
{
	for (struct run *r = runs; r; r = r->next)
		if (r->lane == lane) run_end(r, OUT_OF_MEMORY);
}

/* ---- what the run is given ---- */

/* A read-only view of one file or tree: a mount that belongs to nobody else. -1: see errno. */
static int read_only_tree(const char *path)
{
	int tree = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
	if (tree < 0 || syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0) return tree;
	int number = errno;
	close(tree);
	errno = number;
	return -1;
}

/*
 * Opens the file anew by way of a read-only mount. Without root the file's owner and the program are the same user, who
 * could open /dev/stdin for writing and change the test for everybody; so could anybody where others may write the file.
 */
static int open_unwritable(int fd, const char *path)
{
	char anew[40];
	close(fd);
	int tree = read_only_tree(path);
	if (tree < 0) return fault_set("a read-only view of standard input"), -1;
	snprintf(anew, sizeof anew, "/proc/self/fd/%d", tree);
	fd = open(anew, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) fault_set("open standard input read-only");
	close(tree);
	return fd;
}

static int open_stdin(const char *path)
{
	if (!path) return open("/dev/null", O_RDONLY | O_CLOEXEC);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;
	if (fd < 0 || fstat(fd, &status) < 0) return fault_set("open standard input"), fd >= 0 && close(fd), -1;
	if (!S_ISREG(status.st_mode)) return errno = EINVAL, fault_set("standard input is no regular file"), close(fd), -1;
	if ((host.rootless || status.st_mode & S_IWOTH) && (fd = open_unwritable(fd, path)) < 0) return -1;
	/* Pages that are read ahead here are charged to the helper, not to the program. */
	if (status.st_size <= 64 << 20) posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	fcntl(fd, F_SETFL, 0);
	return fd;
}

static bool open_output(struct output *o, const char *path, uint64_t cap, int *write_end, unsigned uid)
{
	int ends[2];
	o->cap = cap;
	o->file = path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644) : -1;
	if (path && o->file < 0) return fault_set("create an output file");
	if (pipe2(ends, O_CLOEXEC) < 0) return fault_set("pipe");
	o->watch.fd = ends[0];
	*write_end = ends[1];
	/* So that the program may open /dev/stdout anew. */
	if (!host.rootless && fchown(ends[1], uid, uid) < 0) return fault_set("fchown a pipe");
	return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 || fault_set("fcntl");
}

static bool open_mount(struct box_plan *plan, const struct box_mount *mount)
{
	char step[256];
	int tree = read_only_tree(mount->host_path);
	if (tree >= 0) {
		plan->mount_points[plan->mount_count] = mount->box_path;
		plan->mount_fds[plan->mount_count++] = tree;
		return true;
	}
	snprintf(step, sizeof step, "mount %s", mount->host_path);
	return fault_set(step);
}

static bool collect_mounts(const struct fields *f, struct box_mount *mounts, size_t *count)
{
	const char *from[MAX_MOUNTS], *to[MAX_MOUNTS];
	*count = field_all(f, "mount-host", from, MAX_MOUNTS);
	if (*count > MAX_MOUNTS || field_all(f, "mount-box", to, MAX_MOUNTS) != *count) return errno = E2BIG, fault_set("mounts");
	for (size_t i = 0; i < *count; i++) mounts[i] = (struct box_mount){from[i], to[i]};
	return true;
}

/* ---- clone ---- */

static bool write_map(pid_t pid, const char *name, const char *text)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0) return fault_set(name);
	bool done = write(fd, text, strlen(text)) > 0 || fault_set(name);
	close(fd);
	return done;
}

static bool map_ids(struct run *r)
{
	char map[96];
	unsigned id = lane_uid(r->lane);
	if (host.rootless) {
		snprintf(map, sizeof map, "0 %u 1\n", id);
		if (!write_map(r->pid, "setgroups", "deny")) return false;
	} else {
		snprintf(map, sizeof map, "0 %u 1\n%d %u 1\n", id, PROGRAM_ID, id + 1);
	}
	return write_map(r->pid, "uid_map", map) && write_map(r->pid, "gid_map", map);
}

/* Clones from within the root's mount namespace and the lane's network namespace, and comes back. */
static bool clone_box(struct run *r, int root, const struct box_plan *plan)
{
	int pidfd = -1, group = cgroup_clone_fd(r->lane);
	struct clone_args arguments = {
		.flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_PIDFD | (group >= 0 ? CLONE_INTO_CGROUP : 0),
		.pidfd = (uint64_t)(uintptr_t)&pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = group >= 0 ? (uint64_t)group : 0,
	};
	if (setns(host.lanes[r->lane].network_fd, CLONE_NEWNET) < 0) return fault_set("enter the empty network");
	if (setns(root, CLONE_NEWNS) < 0) return fault_set("enter the root");
	pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
	if (pid == 0) box_main(plan);
	int number = errno;
	if (setns(host.mount_namespace, CLONE_NEWNS) < 0) {
		perror("letscode-box: cannot return to the host's mounts");
		_exit(4); /* init dies with us */
	}
	errno = number;
	if (pid < 0) return fault_set("clone3");
	r->pid = pid;
	r->end.fd = pidfd;
	return true;
}

static void close_all(const int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fds[i] >= 0) close(fds[i]);
}

static bool prepare_plan(struct run *r, struct box_plan *plan, int *root, int *sync)
{
	static const char *argv[MAX_STRINGS + 1], *envp[MAX_STRINGS + 1], *paths[MAX_PATHS];
	const struct fields *f = &r->fields;
	struct box_mount mounts[MAX_MOUNTS];
	struct root_request request = {paths, field_all(f, "root", paths, MAX_PATHS), mounts, 0};
	size_t arguments = field_all(f, "arg", argv, MAX_STRINGS), variables = field_all(f, "env", envp, MAX_STRINGS);
	if (arguments == 0 || arguments > MAX_STRINGS || variables > MAX_STRINGS || request.path_count > MAX_PATHS) return errno = E2BIG, fault_set("arguments");
	argv[arguments] = envp[variables] = NULL;
	plan->argv = (char **)argv;
	plan->envp = (char **)envp;
	plan->cwd = field(f, "cwd");
	plan->collect_path = field(f, "collect-box");
	plan->profile = r->profile;
	plan->disk_bytes = field_number(f, "disk-bytes", 0);
	plan->work_read_only = plan->disk_bytes == 0; /* tmpfs takes a size of 0 for no limit */
	plan->program_id = host.rootless ? 0 : PROGRAM_ID;
	snprintf(plan->work_options, sizeof plan->work_options, "size=%" PRIu64 ",nr_inodes=%d,mode=0755,uid=%u,gid=%u",
		 plan->disk_bytes ? plan->disk_bytes : 4096, WORK_INODES, plan->program_id, plan->program_id);
	snprintf(plan->shm_options, sizeof plan->shm_options, "size=%" PRIu64 ",nr_inodes=1024,mode=1777", plan->disk_bytes ? plan->disk_bytes : 4096);
	if (!collect_mounts(f, mounts, &request.mount_count)) return false;
	if ((*root = root_namespace(&request)) < 0) return false;
	for (size_t i = 0; i < request.mount_count; i++)
		if (!open_mount(plan, &mounts[i])) return false;
	if ((plan->standard[0] = open_stdin(field(f, "stdin"))) < 0) return false;
	uint64_t cap = field_number(f, "output-bytes", 0);
	unsigned uid = lane_uid(r->lane) + (host.rootless ? 0 : 1);
	if (!open_output(&r->out, field(f, "stdout"), cap, &plan->standard[1], uid)) return false;
	if (!open_output(&r->err, field(f, "stderr"), cap, &plan->standard[2], uid)) return false;
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return fault_set("socketpair");
	*sync = pair[0];
	plan->sync = pair[1];
	return true;
}

static bool launch(struct run *r)
{
	struct box_plan plan = {.standard = {-1, -1, -1}, .sync = -1};
	int root = -1, sync = -1;
	bool done = r->profile || (errno = ENOENT, fault_set("seccomp profile"));
	done = done && cgroup_prepare(r->lane, r->memory_limit_bytes, r->process_limit) && prepare_plan(r, &plan, &root, &sync) &&
	       clone_box(r, root, &plan);
	close_all(plan.standard, 3);
	close_all(&plan.sync, 1);
	close_all(plan.mount_fds, plan.mount_count);
	r->sync.fd = sync;
	if (!done) return false;
	done = map_ids(r) && cgroup_attach(r->lane, r->pid);
	r->cloned_ns = now_ns();
	done = done && (send(sync, "g", 1, MSG_NOSIGNAL) == 1 || fault_set("go"));
	if (!done) run_fault(r, fault_text()); /* init is there, and ends through the usual path */
	return true;
}

void run_start(struct fields *f)
{
	struct run *r = calloc(1, sizeof *r);
	if (!r) abort();
	r->fields = *f;
	r->id = field(f, "id");
	r->lane = (int)field_number(f, "lane", 0);
	if (!r->id || r->lane >= host.lane_count) abort();
	r->end.fd = r->sync.fd = r->listener.fd = r->timer.fd = r->out.watch.fd = r->err.watch.fd = -1;
	r->out.file = r->err.file = r->work_fd = -1;
	r->cpu_limit_ns = field_number(f, "cpu-ms", 0) * 1000000;
	r->wall_limit_ns = field_number(f, "wall-ms", 0) * 1000000;
	r->memory_limit_bytes = field_number(f, "memory-bytes", 0);
	r->process_limit = field_number(f, "processes", 1);
	r->profile = profile_find(field(f, "profile") ? field(f, "profile") : "");
	fault_clear();
	if (launch(r)) {
		r->next = runs;
		runs = r;
		supervise(r);
		return;
	}
	reply_begin("report");
	reply_text("id", r->id);
	reply_text("exit", "sandbox-fault");
	reply_text("detail", fault_text());
	reply_end();
	run_discard(r);
}
