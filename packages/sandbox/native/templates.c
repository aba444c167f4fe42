/*
 * Templates: interpreters that have started, one for each kind of box and lane, from which boxes are forked (fork.c).
 *
 *   STARTING ──it says so──▶ READY ──nobody wants its kind any more, or it forked often enough──▶ killed
 *
 * One for each lane, since its boxes share its network namespace and user ids, and only one run at a time is in a lane: the
 * others of its boxes wait, and no code of a user is in them. A template takes a slot of its own.
 *
 * A template that ends by itself takes its boxes with it, and its kind is started instead of forked from then on.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_FORKS = 2000 }; /* then a fresh one: no address, hash seed or leak of an interpreter lasts for ever */

struct template {
	struct kind *kind;
	int lane, slot;
	pid_t pid;
	struct watch end, channel;
	bool ready, is_leaving;
	unsigned forks;
	struct template *next;
};

static struct template *templates;
static int count;

int templates_count(void)
{
	return count;
}

static struct template *find(const struct kind *k, int lane)
{
	for (struct template *t = templates; t; t = t->next)
		if (t->kind == k && t->lane == lane && !t->is_leaving) return t;
	return NULL;
}

void template_dismiss(struct template *t)
{
	t->is_leaving = true;
	if (t->end.fd >= 0) syscall(SYS_pidfd_send_signal, t->end.fd, SIGKILL, NULL, 0);
}

static void template_free(struct template *t)
{
	for (struct template **at = &templates; *at; at = &(*at)->next)
		if (*at == t) {
			*at = t->next;
			count--;
			break;
		}
	loop_close(&t->end);
	loop_close(&t->channel);
	slot_give(t->slot);
	kind_let_go(t->kind);
	free(t);
}

static void on_end(struct watch *w, uint32_t events)
{
	(void)events;
	struct template *t = w->owner;
	while (waitpid(t->pid, NULL, 0) < 0 && errno == EINTR) {}
	if (!t->is_leaving) kind_stop_forking(t->kind);
	t->is_leaving = true;
	boxes_lose_template(t);
	template_free(t);
	run_slot_is_free();
}

/* The filter as a file: a template has no other way to get at it. */
static int filter_file(const struct profile *p)
{
	int fd = memfd_create("filter", MFD_CLOEXEC);
	size_t size = p->program.len * sizeof *p->program.filter;
	if (fd >= 0 && pwrite(fd, p->program.filter, size, 0) == (ssize_t)size) return fd;
	fault_set("write the filter");
	if (fd >= 0) close(fd);
	return -1;
}

static bool send_request(const struct template *t, const struct fork_request *request, const int *fds, int fd_count)
{
	struct iovec part = {(void *)(uintptr_t)request, sizeof *request};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(FORK_MAX_FDS * sizeof(int))];
	} control;
	memset(&control, 0, sizeof control);
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = CMSG_SPACE((size_t)fd_count * sizeof(int))};
	struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
	*header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN((size_t)fd_count * sizeof(int))};
	memcpy(CMSG_DATA(header), fds, (size_t)fd_count * sizeof(int));
	return sendmsg(t->channel.fd, &packet, MSG_NOSIGNAL) == sizeof *request || fault_set("ask the template for a box");
}

/* Takes over the plan's descriptors. */
static bool ask(struct template *t, struct box *b)
{
	struct box_plan plan;
	int sync = -1;
	if (!box_plan_fork(b, t->slot, &plan, &sync)) return false;
	struct fork_request request = {.number = b->number, .work_read_only = plan.work_read_only, .disk_bytes = plan.disk_bytes, .program_id = plan.program_id,
				       .group_count = plan.group_count};
	memcpy(request.work_options, plan.work_options, sizeof request.work_options);
	memcpy(request.shm_options, plan.shm_options, sizeof request.shm_options);
	bool done = strlen(plan.cwd) < sizeof request.cwd || (errno = ENAMETOOLONG, fault_set("working folder"));
	if (done) strcpy(request.cwd, plan.cwd);
	int filter = done ? filter_file(b->profile) : -1;
	int fds[FORK_MAX_FDS] = {plan.sync, plan.standard[1], plan.standard[2], slot_at(b->slot)->page_fd, filter};
	memcpy(fds + FORK_FIXED_FDS, plan.groups, (size_t)plan.group_count * sizeof(int));
	done = done && filter >= 0 && send_request(t, &request, fds, FORK_FIXED_FDS + plan.group_count);
	if (filter >= 0) close(filter);
	close(plan.sync);
	close(plan.standard[1]);
	close(plan.standard[2]);
	box_serve_sync(b, sync);
	if (done && ++t->forks >= MAX_FORKS) t->is_leaving = true; /* killed when its last box is gone */
	return done && (send(sync, "g", 1, MSG_NOSIGNAL) == 1 || fault_set("go"));
}

static void take_answer(struct template *t, const struct fork_answer *answer, int pidfd)
{
	if (answer->kind == TEMPLATE_READY) {
		t->ready = true;
		return boxes_template_ready(t);
	}
	box_forked(answer->number, pidfd, answer->error);
}

static void on_channel(struct watch *w, uint32_t events)
{
	struct template *t = w->owner;
	for (;;) {
		struct fork_answer answer;
		struct iovec part = {&answer, sizeof answer};
		union {
			struct cmsghdr header;
			char bytes[CMSG_SPACE(sizeof(int))];
		} control;
		struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
		ssize_t size = recvmsg(w->fd, &packet, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
		if (size < 0 && errno == EINTR) continue;
		if (size != sizeof answer) break;
		int pidfd = -1;
		struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
		if (header && header->cmsg_type == SCM_RIGHTS) memcpy(&pidfd, CMSG_DATA(header), sizeof pidfd);
		take_answer(t, &answer, pidfd);
	}
	if (events & (EPOLLHUP | EPOLLRDHUP)) loop_close(w);
}

static struct template *start(struct kind *k, int lane)
{
	int slot = slot_take();
	if (slot < 0) return NULL;
	struct template *t = calloc(1, sizeof *t);
	if (!t) abort();
	*t = (struct template){.kind = k, .lane = lane, .slot = slot, .end = {.fd = -1}, .channel = {.fd = -1}, .next = templates};
	kind_hold(k);
	templates = t;
	count++;
	struct box seed = {.kind = k, .slot = slot, .out = -1, .err = -1};
	seed.end.fd = seed.sync.fd = -1;
	bool done = box_launch_template(&seed);
	t->pid = seed.pid;
	if (seed.end.fd < 0) {
		if (seed.sync.fd >= 0) close(seed.sync.fd);
		return template_free(t), NULL;
	}
	loop_add(&t->end, seed.end.fd, EPOLLIN, on_end, t);
	loop_add(&t->channel, seed.sync.fd, EPOLLIN, on_channel, t);
	if (!done) return template_dismiss(t), NULL;
	return t;
}

bool template_is_there(const struct kind *k, int lane)
{
	return find(k, lane) != NULL;
}

bool template_build(struct box *b)
{
	struct template *t = find(b->kind, b->lane);
	if (!t && !(t = start(b->kind, b->lane))) return false;
	b->template = t;
	return !t->ready || ask(t, b);
}

bool template_ask(struct box *b)
{
	return ask(b->template, b);
}

void templates_tick(uint64_t now)
{
	for (struct template *t = templates; t; t = t->next)
		if ((t->is_leaving || kind_is_stale(t->kind, now)) && !boxes_of_template(t)) template_dismiss(t);
}

void templates_make_place(void)
{
	for (struct template *t = templates; t; t = t->next)
		if (!boxes_of_template(t)) return template_dismiss(t);
}

void templates_close_all(void)
{
	for (struct template *t = templates; t; t = t->next) template_dismiss(t);
}
