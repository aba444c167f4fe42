/*
 * Launching: the plan of a box from its kind, and the clone of its init. What becomes of it is in boxes.c.
 *
 * All that init needs is made here, before the clone: afterwards init and the helper share nothing but the page and the
 * channel. Init gets copies of the plan and of the descriptors that it names; the rest is the helper's own (own.c).
 */
#include "kinds.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const uint64_t TEMPLATE_MEMORY = 512 << 20;
static const uint64_t LEAST_BUILD_MEMORY = 64 << 20; /* for init, and for a program that starts ahead */

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

static bool map_ids(const struct box *b)
{
	char map[96];
	unsigned id = slot_uid(b->slot);
	if (host.rootless) {
		snprintf(map, sizeof map, "%d %u 1\n", PROGRAM_ID, id); /* init and the program are one user, and none is root */
		if (!write_map(b->pid, "setgroups", "deny")) return false;
	} else {
		snprintf(map, sizeof map, "0 %u 1\n%d %u 1\n", id, PROGRAM_ID, id + 1);
	}
	return write_map(b->pid, "uid_map", map) && write_map(b->pid, "gid_map", map);
}

/* Of the box that is being launched; static, because of that init gets a copy. */
static struct box_plan launching;
static struct profile profile;
static struct clone_args *cloning;
static pid_t cloned;

static void clone_on_small_stack(void)
{
	cloned = (pid_t)syscall(SYS_clone3, cloning, sizeof *cloning);
	if (cloned == 0) box_main(&launching);
}

static pid_t clone_init(struct clone_args *arguments)
{
	cloning = arguments;
	own_clone_stack(clone_on_small_stack);
	return cloned;
}

/* Clones from within the root's mount namespace and the slot's network namespace, and comes back. */
static bool clone_box(struct box *b, int root)
{
	int pidfd = -1, group = cgroup_clone_fd(b->slot);
	struct clone_args arguments = {
		.flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_PIDFD | (launching.shares_files ? CLONE_FILES : 0) | (group >= 0 ? CLONE_INTO_CGROUP : 0),
		.pidfd = (uint64_t)(uintptr_t)&pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = group >= 0 ? (uint64_t)group : 0,
	};
	if (setns(slot_at(b->slot)->network_fd, CLONE_NEWNET) < 0) return fault_set("enter the empty network");
	if (setns(root, CLONE_NEWNS) < 0) return fault_set("enter the root");
	pid_t pid = clone_init(&arguments);
	int number = errno;
	if (setns(host.mount_namespace, CLONE_NEWNS) < 0) {
		perror("letscode-box: cannot return to the host's mounts");
		_exit(4); /* init dies with us */
	}
	errno = number;
	if (pid < 0) return fault_set("clone3");
	b->pid = pid;
	b->end.fd = pidfd;
	return true;
}

static bool open_pipe(int *read_end, int *write_end, unsigned uid)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0) return fault_set("pipe");
	*read_end = ends[0];
	*write_end = ends[1];
	/* So that the program may open /dev/stdout anew. */
	if (!host.rootless && fchown(ends[1], uid, uid) < 0) return fault_set("fchown a pipe");
	return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 || fault_set("fcntl");
}

static void plan_sizes(const struct kind *k, struct box_plan *plan)
{
	uint64_t bytes = field_number(&k->fields, "disk-bytes", 0), inodes = field_number(&k->fields, "inodes", WORK_INODES);
	plan->disk_bytes = bytes;
	plan->work_read_only = bytes == 0; /* tmpfs takes a size of 0 for no limit */
	snprintf(plan->work_options, sizeof plan->work_options, "size=%" PRIu64 ",nr_inodes=%" PRIu64 ",mode=0755,uid=%u,gid=%u",
		 bytes ? bytes : 4096, inodes + 1, plan->program_id, plan->program_id);
	snprintf(plan->shm_options, sizeof plan->shm_options, "size=%" PRIu64 ",nr_inodes=1024,mode=1777", bytes ? bytes : 4096);
}

static bool plan_ahead(const struct kind *k, struct box_plan *plan)
{
	static const char *argv[MAX_STRINGS + 1], *envp[MAX_STRINGS + 1];
	size_t arguments = field_all(&k->fields, "ahead", argv, MAX_STRINGS), variables = field_all(&k->fields, "ahead-env", envp, MAX_STRINGS);
	if (arguments > MAX_STRINGS || variables > MAX_STRINGS) return errno = E2BIG, fault_set("arguments");
	if (arguments == 0) return true;
	argv[arguments] = envp[variables] = NULL;
	plan->ahead_argv = (char **)argv;
	plan->ahead_envp = (char **)envp;
	return true;
}

static int root_of(const struct kind *k)
{
	const char *paths[MAX_PATHS], *places[MAX_MOUNTS], *from[MAX_MOUNTS], *to[MAX_MOUNTS];
	struct box_mount mounts[MAX_MOUNTS], binds[MAX_MOUNTS];
	struct root_request request = {
		.paths = paths, .path_count = field_all(&k->fields, "root", paths, MAX_PATHS),
		.binds = binds, .bind_count = field_all(&k->fields, "bind-host", from, MAX_MOUNTS),
		.mounts = mounts, .mount_count = field_all(&k->fields, "mount-box", places, MAX_MOUNTS),
	};
	if (request.path_count > MAX_PATHS || request.mount_count > MAX_MOUNTS || request.bind_count > MAX_MOUNTS ||
	    field_all(&k->fields, "bind-box", to, MAX_MOUNTS) != request.bind_count)
		return errno = E2BIG, fault_set("paths of the root"), -1;
	for (size_t i = 0; i < request.mount_count; i++) mounts[i] = (struct box_mount){NULL, places[i], k->mount_is_folder[i]};
	for (size_t i = 0; i < request.bind_count; i++) binds[i] = (struct box_mount){.host_path = from[i], .box_path = to[i]};
	return root_namespace(&request);
}

static bool prepare_plan(struct box *b, struct box_plan *plan, int *sync, unsigned init_uid)
{
	const struct kind *k = b->kind;
	unsigned uid = b->program_uid = init_uid + (host.rootless ? 0 : 1);
	plan->page = slot_at(b->slot)->page;
	page_begin(plan->page);
	plan->group_count = cgroup_entrances(b->slot, plan->groups);
	plan->cwd = field(&k->fields, "cwd");
	plan->profile = b->profile;
	plan->program_id = PROGRAM_ID;
	plan->init_id = host.rootless ? PROGRAM_ID : 0;
	plan_sizes(k, plan);
	if (!plan_ahead(k, plan)) return false;
	if ((plan->standard[0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0) return fault_set("open /dev/null");
	if (!open_pipe(&b->out, &plan->standard[1], uid) || !open_pipe(&b->err, &plan->standard[2], uid)) return false;
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return fault_set("socketpair");
	*sync = pair[0];
	plan->sync = pair[1];
	return true;
}

static bool prepare_group(const struct box *b, bool is_template)
{
	struct cgroup_limits limits = b->kind->limits;
	/* A template has no limits of a run's; and several inits are in its group at once, each until it has entered its own. */
	if (is_template) limits = (struct cgroup_limits){.memory_bytes = TEMPLATE_MEMORY, .process_count = MAX_SLOTS};
	if (limits.memory_bytes < LEAST_BUILD_MEMORY) limits.memory_bytes = LEAST_BUILD_MEMORY;
	if (limits.process_count < 1) limits.process_count = 1;
	return cgroup_renew(b->slot) && cgroup_limit(b->slot, &limits);
}

bool box_plan_fork(struct box *b, int template_slot, struct box_plan *plan, int *sync)
{
	*plan = (struct box_plan){.standard = {-1, -1, -1}, .sync = -1};
	b->is_told = true;
	bool done = prepare_group(b, false) && prepare_plan(b, plan, sync, slot_uid(template_slot));
	for (int i = 0; i < (done ? 1 : 3); i++)
		if (plan->standard[i] >= 0) close(plan->standard[i]);
	if (!done) return false;
	if (plan->group_count == 0) plan->group_count = cgroup_entrance(b->slot, plan->groups); /* v2: not cloned into it */
	return true;
}

/* What is elsewhere in the helper's memory, init has no copy of. */
static bool move_into_page(void)
{
	struct box_page *page = launching.page;
	if (!(launching.cwd = page_text(page, launching.cwd))) return false;
	if (launching.profile) { /* none for a template */
		const struct sock_fprog *program = &launching.profile->program;
		if (!(profile.program.filter = page_bytes(page, program->filter, program->len * sizeof *program->filter))) return false;
		profile.program.len = program->len;
		launching.profile = &profile;
	}
	for (char **text = launching.ahead_argv; text && *text; text++)
		if (!(*text = page_text(page, *text))) return false;
	for (char **text = launching.ahead_envp; text && *text; text++)
		if (!(*text = page_text(page, *text))) return false;
	page_keep(page);
	return true;
}

void box_take_back(struct box *b)
{
	for (int i = 0; i < 4; i++) {
		if (b->lent[i] >= 0) close(b->lent[i]);
		b->lent[i] = -1;
	}
}

static bool launch(struct box *b, bool is_template)
{
	launching = (struct box_plan){.standard = {-1, -1, -1}, .sync = -1, .is_template = is_template, .shares_files = !is_template, .comes_complete = !field(&b->kind->fields, "mount-box")};
	b->is_told = !launching.comes_complete;
	int sync = -1, root = root_of(b->kind);
	bool done = root >= 0 && prepare_group(b, is_template) && prepare_plan(b, &launching, &sync, slot_uid(b->slot)) && move_into_page() && clone_box(b, root);
	memcpy(b->lent, (int[]){launching.standard[0], launching.standard[1], launching.standard[2], launching.sync}, sizeof b->lent);
	if (!done || is_template) box_take_back(b);
	b->sync.fd = sync;
	if (!done) return false;
	return map_ids(b) && (send(sync, "g", 1, MSG_NOSIGNAL) == 1 || fault_set("go"));
}

bool box_launch(struct box *b)
{
	return launch(b, false);
}

bool box_launch_template(struct box *seed)
{
	bool done = launch(seed, true);
	if (seed->out >= 0) close(seed->out);
	if (seed->err >= 0) close(seed->err);
	return done;
}
