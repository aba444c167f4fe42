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
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint64_t SECOND = 1000000000ull;
static const uint64_t BUILD_BOUND_NS = 120 * SECOND; /* a box takes about a millisecond, a Java machine a second: by then something hangs */

static struct box *boxes;
static int count;
static uint64_t last_number;

int boxes_count(void)
{
	return count;
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
	counting_close(&b->calls);
	box_take_back(b);
	slot_give(b->slot);
	kind_let_go(b->kind);
	free(b);
	boxes_tell_warm();
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
	*b = (struct box){.kind = k, .slot = slot, .lane = lane, .number = ++last_number, .profile = profile, .out = -1, .err = -1, .work_fd = -1, .calls = {.fd = -1}, .lent = {-1, -1, -1, -1}, .cloned_ns = now_ns(), .next = boxes};
	b->end.fd = b->sync.fd = b->listener.fd = -1;
	boxes = b;
	count++;
	kind_hold(k);
	if (k->is_forked && slot_make_page_file(slot)) return template_build(b) ? b : (box_free(b), NULL);
	bool done = box_launch(b);
	if (b->end.fd < 0) return box_free(b), NULL;
	loop_add(&b->end, b->end.fd, EPOLLIN, on_end, b);
	loop_add(&b->sync, b->sync.fd, EPOLLIN, on_sync, b);
	if (!done) return box_kill(b), b->state = BOX_LEAVING, NULL;
	return b;
}

/* ---- what init says ---- */

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
	b->calls = counting_open(b->template ? -1 : b->slot, b->program, !kind_is_ahead(b->kind));
	run_box_ready(b);
	boxes_tell_warm();
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
		box_take_back(b);
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
		if (message.kind == BOX_ENDED) return; /* its last one */
	}
}

/* ---- using ---- */

bool boxes_are_building(const struct kind *k)
{
	for (const struct box *b = boxes; b; b = b->next)
		if (b->kind == k && !b->run && b->state == BOX_BUILDING) return true;
	return false;
}

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
	loop_close(&b->sync); /* init has told all; its end is told by its pidfd */
	boxes_tell_warm();
}

static void take_down(struct box *b)
{
	box_release(b);
	if (b->end.fd >= 0) box_kill(b);
	else if (b->template && b->sync.fd < 0) box_free(b); /* not even asked for */
}

bool box_has_room(const struct kind *k, int lane)
{
	return slots_free() > (k->is_forked && !template_is_there(k, lane) ? 1 : 0);
}

bool box_make_place(void)
{
	struct box *oldest = NULL;
	int before = slots_free();
	for (struct box *b = boxes; b; b = b->next) {
		if (b->state == BOX_LEAVING) return false; /* its slot is about to be free */
		if (!b->run && (b->state == BOX_WAITING || b->state == BOX_BUILDING) && (!oldest || b->cloned_ns < oldest->cloned_ns)) oldest = b;
	}
	if (oldest) take_down(oldest);
	else templates_make_place();
	return slots_free() > before;
}

void boxes_prepare(struct kind *k, int lane, int wanted)
{
	for (const struct box *b = boxes; b; b = b->next)
		if (b->kind == k && !b->run && (!b->template || b->lane == lane) && (b->state == BOX_WAITING || b->state == BOX_BUILDING)) wanted--;
	while (wanted-- > 0 && box_has_room(k, lane) && !run_waits())
		if (!box_build(k, lane)) return; /* the run that needs one will say why */
}

void boxes_tick(uint64_t now)
{
	for (struct box *b = boxes; b; b = b->next) {
		if (b->state == BOX_BUILDING && now - b->cloned_ns > BUILD_BOUND_NS) {
			run_box_fault(b, "the box was not built within two minutes");
			if (b->end.fd < 0 && b->template) template_dismiss(b->template); /* which hangs; its end is that of its boxes */
		}
		else if (b->state == BOX_WAITING && !b->run && kind_is_stale(b->kind, now)) take_down(b);
	}
	templates_tick(now);
}

void boxes_close_all(void)
{
	for (struct box *b = boxes; b; b = b->next) box_kill(b);
	templates_close_all();
}
