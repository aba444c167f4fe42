/*
 * Refused system calls: each stops in the kernel until it is written down here and answered with an errno, or the run is
 * killed for it. The call itself is never executed.
 */
#include "recording.h"
#include "run.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>

static void record(struct run *r, const struct seccomp_data *call)
{
	for (size_t i = 0; i < r->violation_count; i++)
		if (r->violations[i].number == call->nr && r->violations[i].architecture == call->arch) {
			r->violations[i].count++;
			return;
		}
	if (r->violation_count == MAX_VIOLATIONS) return;
	struct violation *v = &r->violations[r->violation_count++];
	*v = (struct violation){.architecture = call->arch, .number = call->nr, .count = 1};
	for (int i = 0; i < 6; i++) v->arguments[i] = call->args[i];
}

/* AUDIT_ARCH_X86_64 or its like: the architecture that this program was built for. */
static bool is_native(const struct seccomp_data *call)
{
#if defined(__x86_64__)
	return call->arch == 0xC000003Eu && call->nr < 0x40000000;
#elif defined(__aarch64__)
	return call->arch == 0xC00000B7u;
#else
#error "unknown architecture"
#endif
}

static void on_refused_call(struct watch *w, uint32_t events)
{
	struct box *b = w->owner;
	if (!(events & EPOLLIN)) { /* no process has the filter any more */
		if (b->state == BOX_BUILDING) {
			if (b->template) kind_stop_forking(b->kind); /* its interpreter can't be copied; it can be started */
			run_box_fault(b, "the program to be started ahead ended before it waited for its run");
		}
		if (b->run && b->run->begun) supervise_last_words(b->run);
		return loop_close(w);
	}
	struct seccomp_notif call;
	memset(&call, 0, sizeof call);
	if (ioctl(w->fd, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) return; /* the caller was killed meanwhile */
	if (b->state == BOX_BUILDING && call.data.nr == BOX_GO && is_native(&call.data)) return box_go_call(b, call.id, (pid_t)call.pid);
	struct run *r = b->run;
#ifdef LETSCODE_RECORDING
	if (recording_serve(b->profile, r ? r->id : "", w->fd, &call)) return;
#endif
	if (r) record(r, &call.data);
	bool known = is_native(&call.data) && call.data.nr >= 0 && call.data.nr < MAX_SYSCALL;
	uint16_t answer = known ? b->profile->refusal[call.data.nr] : 0;
	if (answer == 0) {
		if (b->state == BOX_BUILDING) run_box_fault(b, "a program started ahead made a system call that its profile refuses");
		if (r && r->reason == NOT_KILLED) {
			r->refused = (struct violation){.architecture = call.data.arch, .number = call.data.nr, .count = 1};
			run_end(r, REFUSED);
		}
		return; /* never answered: the caller dies in the call */
	}
	struct seccomp_notif_resp response = {.id = call.id, .error = -answer};
	ioctl(w->fd, SECCOMP_IOCTL_NOTIF_SEND, &response); /* ENOENT: the caller is gone */
}

void refusals_serve(struct box *b, int listener)
{
	loop_add(&b->listener, listener, EPOLLIN, on_refused_call, b);
}
