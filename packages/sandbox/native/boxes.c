/*
 * Boxes: built ahead of their runs, kept for a while, used once.
 *
 *   BUILDING ──init is ready and the program waits──▶ WAITING ──a run──▶ TAKEN ──its end──▶ LEAVING ──init reaped──▶ freed
 *       └──────────────fault, too old, place needed──────┴──────────────────────────────────────▲
 *
 * A box of a forked kind is not cloned from the helper but from a template (templates.c); all else is the same.
 */
#include "kinds.h"
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint64_t SECOND = 1000000000ull;
static const uint64_t BUILD_BOUND_NS = 120 * SECOND; /* a box takes about a millisecond, a Java machine a second: by then something hangs */
static const uint64_t LEAST_BUILD_MEMORY = 64 << 20; /* for init, and for a program that starts ahead */

static struct box *boxes;
static int count;
static uint64_t last_number;

int boxes_count(void)
{
	return count;
}

/* ---- building ---- */

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
		snprintf(map, sizeof map, "0 %u 1\n", id);
		if (!write_map(b->pid, "setgroups", "deny")) return false;
	} else {
		snprintf(map, sizeof map, "0 %u 1\n%d %u 1\n", id, PROGRAM_ID, id + 1);
	}
	return write_map(b->pid, "uid_map", map) && write_map(b->pid, "gid_map", map);
}

/* Clones from within the root's mount namespace and the slot's network namespace, and comes back. */
static bool clone_box(struct box *b, int root, const struct box_plan *plan)
{
	int pidfd = -1, group = cgroup_clone_fd(b->slot);
	struct clone_args arguments = {
		.flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_PIDFD | (group >= 0 ? CLONE_INTO_CGROUP : 0),
		.pidfd = (uint64_t)(uintptr_t)&pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = group >= 0 ? (uint64_t)group : 0,
	};
	if (setns(slot_at(b->slot)->network_fd, CLONE_NEWNET) < 0) return fault_set("enter the empty network");
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
	unsigned uid = init_uid + (host.rootless ? 0 : 1);
	plan->page = slot_at(b->slot)->page;
	plan->page->mount_count = 0;
	plan->group_count = cgroup_entrances(b->slot, plan->groups);
	plan->cwd = field(&k->fields, "cwd");
	plan->profile = b->profile;
	plan->program_id = host.rootless ? 0 : PROGRAM_ID;
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

static bool prepare_group(const struct box *b)
{
	struct cgroup_limits limits = b->kind->limits;
	if (limits.memory_bytes < LEAST_BUILD_MEMORY) limits.memory_bytes = LEAST_BUILD_MEMORY;
	if (limits.process_count < 1) limits.process_count = 1;
	return cgroup_renew(b->slot) && cgroup_limit(b->slot, &limits);
}

bool box_plan_fork(struct box *b, int template_slot, struct box_plan *plan, int *sync)
{
	*plan = (struct box_plan){.standard = {-1, -1, -1}, .sync = -1};
	if (!prepare_group(b) || !prepare_plan(b, plan, sync, slot_uid(template_slot))) return false;
	close(plan->standard[0]);
	if (plan->group_count == 0) plan->group_count = cgroup_entrance(b->slot, plan->groups); /* v2: not cloned into it */
	return true;
}

static bool launch(struct box *b, bool is_template)
{
	struct box_plan plan = {.standard = {-1, -1, -1}, .sync = -1, .is_template = is_template};
	int sync = -1, root = root_of(b->kind);
	bool done = root >= 0 && prepare_group(b) && prepare_plan(b, &plan, &sync, slot_uid(b->slot)) && clone_box(b, root, &plan);
	for (int i = 0; i < 3; i++)
		if (plan.standard[i] >= 0) close(plan.standard[i]);
	if (plan.sync >= 0) close(plan.sync);
	b->sync.fd = sync;
	if (!done) return false;
	return map_ids(b) && (send(sync, "g", 1, MSG_NOSIGNAL) == 1 || fault_set("go"));
}

bool box_launch_template(struct box *seed)
{
	bool done = launch(seed, true);
	if (seed->out >= 0) close(seed->out);
	if (seed->err >= 0) close(seed->err);
	return done;
}

static void box_free(struct box *b)
{
	for (struct box **at = &boxes; *at; at = &(*at)->next)
		if (*at == b) {
			*at = b->next;
			count--;
			break;
		}
	loop_close(&b->end);
	loop_close(&b->sync);
	loop_close(&b->listener);
	if (b->out >= 0) close(b->out);
	if (b->err >= 0) close(b->err);
	if (b->work_fd >= 0) close(b->work_fd);
	if (b->counter >= 0) close(b->counter);
	slot_give(b->slot);
	kind_let_go(b->kind);
	free(b);
}

static void on_end(struct watch *w, uint32_t events)
{
	(void)events;
	struct box *b = w->owner;
	while (b->pid > 0 && waitpid(b->pid, NULL, 0) < 0 && errno == EINTR) {} /* a forked one is its template's child */
	box_take_messages(b);
	if (b->run) run_box_ended(b);
	box_free(b);
	run_slot_is_free();
}

static void on_sync(struct watch *w, uint32_t events)
{
	struct box *b = w->owner;
	box_take_messages(b);
	if (b->ended.kind == BOX_ENDED && b->run) return run_box_ended(b);
	if (events & (EPOLLHUP | EPOLLRDHUP)) loop_close(w);
}

void box_serve_sync(struct box *b, int sync)
{
	loop_add(&b->sync, sync, EPOLLIN, on_sync, b);
}

/* A box that will never be: its run, if any, ends as a fault. */
static void box_fail(struct box *b, const char *text)
{
	if (b->run) {
		run_box_fault(b, text);
		run_box_ended(b);
	}
	box_free(b);
}

void box_forked(uint64_t number, int pidfd, int error)
{
	for (struct box *b = boxes; b; b = b->next) {
		if (b->number != number) continue;
		if (pidfd >= 0) {
			loop_add(&b->end, pidfd, EPOLLIN, on_end, b);
			if (b->state == BOX_LEAVING || (b->run && b->run->reason != NOT_KILLED)) box_kill(b);
			return;
		}
		errno = error;
		fault_set("fork a box");
		box_fail(b, fault_text());
		return run_slot_is_free();
	}
	if (pidfd >= 0) close(pidfd);
}

void boxes_template_ready(struct template *t)
{
	for (struct box *b = boxes, *next; b; b = next) {
		next = b->next;
		if (b->template != t || b->sync.fd >= 0) continue;
		if (!template_ask(b)) box_fail(b, fault_text());
	}
}

void boxes_lose_template(struct template *t)
{
	for (struct box *b = boxes, *next; b; b = next) {
		next = b->next;
		if (b->template != t) continue;
		b->template = NULL;
		if (b->end.fd < 0) box_fail(b, "the interpreter from which the box was to be forked has ended");
	}
}

bool boxes_of_template(const struct template *t)
{
	for (const struct box *b = boxes; b; b = b->next)
		if (b->template == t) return true;
	return false;
}

struct box *box_build(struct kind *k, int lane)
{
	const char *profile_name = field(&k->fields, "profile");
	const struct profile *profile = profile_find(profile_name ? profile_name : "");
	if (!profile) return errno = ENOENT, fault_set("seccomp profile"), NULL;
	int slot = slot_take();
	if (slot < 0) return NULL;
	struct box *b = calloc(1, sizeof *b);
	if (!b) abort();
	*b = (struct box){.kind = k, .slot = slot, .lane = lane, .number = ++last_number, .profile = profile, .out = -1, .err = -1, .work_fd = -1, .counter = -1, .cloned_ns = now_ns(), .next = boxes};
	b->end.fd = b->sync.fd = b->listener.fd = -1;
	boxes = b;
	count++;
	kind_hold(k);
	if (k->is_forked && slot_at(slot)->page_fd >= 0) return template_build(b) ? b : (box_free(b), NULL);
	bool done = launch(b, false);
	if (b->end.fd < 0) return box_free(b), NULL;
	loop_add(&b->end, b->end.fd, EPOLLIN, on_end, b);
	loop_add(&b->sync, b->sync.fd, EPOLLIN, on_sync, b);
	if (!done) return box_kill(b), b->state = BOX_LEAVING, NULL;
	return b;
}

/* ---- what init says ---- */

static void tell_warm(void);

static void take_descriptors(struct box *b, struct msghdr *packet)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(packet);
	int fds[2];
	if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof fds)) return run_box_fault(b, "init sent no seccomp listener");
	memcpy(fds, CMSG_DATA(header), sizeof fds);
	b->work_fd = fds[1];
	b->told_ready = true;
	refusals_serve(b, fds[0]);
}

static void become_ready(struct box *b)
{
	if (b->state != BOX_BUILDING || !b->told_ready || !b->program) return;
	b->state = BOX_WAITING;
	b->ready_ns = now_ns();
	b->counter = counting_open(b->program, !kind_is_ahead(b->kind));
	run_box_ready(b);
	tell_warm();
}

void box_go_call(struct box *b, uint64_t id, pid_t program)
{
	b->go_call = id;
	b->program = program;
	become_ready(b);
}

static void take_message(struct box *b, struct box_message *message, struct msghdr *packet)
{
	switch (message->kind) {
	case BOX_READY:
		b->extras = message->extras;
		take_descriptors(b, packet);
		return become_ready(b);
	case BOX_PLACED:
		if (b->run) run_box_placed(b);
		return;
	case BOX_ENDED:
		b->ended = *message;
		return;
	case BOX_FAULT:
		errno = message->error;
		message->step[sizeof message->step - 1] = 0;
		fault_set(message->step);
		return run_box_fault(b, fault_text());
	}
}

void box_take_messages(struct box *b)
{
	while (b->sync.fd >= 0) {
		struct box_message message;
		struct iovec part = {&message, sizeof message};
		union {
			struct cmsghdr header;
			char bytes[CMSG_SPACE(2 * sizeof(int))];
		} control;
		struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
		ssize_t size = recvmsg(b->sync.fd, &packet, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
		if (size < 0 && errno == EINTR) continue;
		if (size != sizeof message) return;
		take_message(b, &message, &packet);
	}
}

/* ---- warming: who waits until boxes of a kind are ready ---- */

struct warming {
	struct kind *kind;
	char id[24];
	struct warming *next;
};
static struct warming *warmings;

static bool is_building(const struct kind *k)
{
	for (const struct box *b = boxes; b; b = b->next)
		if (b->kind == k && !b->run && b->state == BOX_BUILDING) return true;
	return false;
}

static void tell_warm(void)
{
	for (struct warming **at = &warmings, *w; (w = *at);) {
		if (is_building(w->kind)) {
			at = &w->next;
			continue;
		}
		reply_begin("warmed");
		reply_text("id", w->id);
		reply_end();
		*at = w->next;
		kind_let_go(w->kind);
		free(w);
	}
}

void boxes_warm(struct kind *k, int lane, int wanted, const char *id)
{
	struct warming *w = calloc(1, sizeof *w);
	if (!w) abort();
	*w = (struct warming){.kind = k, .next = warmings};
	snprintf(w->id, sizeof w->id, "%s", id);
	warmings = w;
	kind_hold(k);
	boxes_prepare(k, lane, wanted);
	tell_warm();
}

/* ---- using ---- */

bool box_answer_go(struct box *b, int standard_input)
{
	if (standard_input < 0) {
		struct seccomp_notif_resp response = {.id = b->go_call};
		return ioctl(b->listener.fd, SECCOMP_IOCTL_NOTIF_SEND, &response) == 0 || fault_set("start the program");
	}
	struct seccomp_notif_addfd request = {
		.id = b->go_call, .flags = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND, .srcfd = (unsigned)standard_input, .newfd = 0};
	int done;
	while ((done = ioctl(b->listener.fd, SECCOMP_IOCTL_NOTIF_ADDFD, &request)) < 0 && errno == EINTR) {}
	return done >= 0 || fault_set("start the program with its input");
}

struct box *box_find(struct kind *k, int lane, enum box_state state)
{
	struct box *found = NULL; /* the oldest: the list begins with the newest */
	for (struct box *b = boxes; b; b = b->next)
		if (b->kind == k && b->state == state && !b->run && (!b->template || b->lane == lane)) found = b;
	return found;
}

void box_kill(struct box *b)
{
	/* ESRCH: it has ended by itself meanwhile */
	if (b->end.fd >= 0) syscall(SYS_pidfd_send_signal, b->end.fd, SIGKILL, NULL, 0);
}

void box_release(struct box *b)
{
	b->run = NULL;
	b->state = BOX_LEAVING;
	loop_close(&b->listener);
	if (warmings) tell_warm();
}

static void take_down(struct box *b)
{
	box_release(b);
	if (b->end.fd >= 0) box_kill(b);
	else if (b->template && b->sync.fd < 0) box_free(b); /* not even asked for */
}

bool box_make_place(void)
{
	struct box *oldest = NULL;
	for (struct box *b = boxes; b; b = b->next) {
		if (b->state == BOX_LEAVING) return true; /* a slot is about to be free */
		if (!b->run && (b->state == BOX_WAITING || b->state == BOX_BUILDING) && (!oldest || b->cloned_ns < oldest->cloned_ns)) oldest = b;
	}
	if (oldest) take_down(oldest);
	return oldest || templates_make_place();
}

void boxes_prepare(struct kind *k, int lane, int wanted)
{
	for (const struct box *b = boxes; b; b = b->next)
		if (b->kind == k && !b->run && (!b->template || b->lane == lane) && (b->state == BOX_WAITING || b->state == BOX_BUILDING)) wanted--;
	while (wanted-- > 0 && slot_is_free())
		if (!box_build(k, lane)) return; /* the run that needs one will say why */
}

void boxes_tick(uint64_t now)
{
	for (struct box *b = boxes; b; b = b->next) {
		if (b->state == BOX_BUILDING && now - b->cloned_ns > BUILD_BOUND_NS) run_box_fault(b, "the box was not built within two minutes");
		else if (b->state == BOX_WAITING && !b->run && kind_is_stale(b->kind, now)) take_down(b);
	}
	templates_tick(now);
}

void boxes_close_all(void)
{
	for (struct box *b = boxes; b; b = b->next) box_kill(b);
	templates_close_all();
}
