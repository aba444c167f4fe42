/* Refused system calls: each stops in the kernel until it is written down and answered with an errno, or the run ends for it. */
#include "launcher.h"

#include <inttypes.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

static void record(struct program *p, const struct seccomp_data *call)
{
	for (size_t i = 0; i < p->call_count; i++)
		if (p->calls[i].number == call->nr && p->calls[i].architecture == call->arch) {
			p->calls[i].count++;
			return;
		}
	if (p->call_count == MAX_VIOLATIONS) return;
	struct refused_call *kept = &p->calls[p->call_count++];
	*kept = (struct refused_call){.architecture = call->arch, .number = call->nr, .count = 1};
	for (int i = 0; i < 4; i++) kept->arguments[i] = call->args[i];
}

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

void refusals_answer(struct program *p)
{
	struct seccomp_notif call;
	memset(&call, 0, sizeof call);
	if (ioctl(p->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) return; /* the caller was killed meanwhile */
	record(p, &call.data);
	bool known = is_native(&call.data) && call.data.nr >= 0 && call.data.nr < MAX_SYSCALL;
	uint16_t answer = known ? p->profile->refusal[call.data.nr] : 0;
	if (answer == 0) { /* never answered: the caller dies in the call */
		if (p->refused.count == 0) p->refused = (struct refused_call){.architecture = call.data.arch, .number = call.data.nr, .count = 1};
		kill(-1, SIGKILL);
		return;
	}
	struct seccomp_notif_resp response = {.id = call.id, .error = -answer};
	ioctl(p->listener, SECCOMP_IOCTL_NOTIF_SEND, &response); /* ENOENT: the caller is gone */
}

static void say_call(const char *key, const struct refused_call *call)
{
	char *name = syscall_name(call->architecture, call->number);
	reply_text(key, name ? name : "?");
	free(name);
}

void refusals_say(const struct program *p)
{
	if (p->refused.count) say_call("refused", &p->refused);
	for (size_t i = 0; i < p->call_count; i++) {
		const struct refused_call *call = &p->calls[i];
		char arguments[160];
		snprintf(arguments, sizeof arguments, "%#" PRIx64 ", %#" PRIx64 ", %#" PRIx64 ", %#" PRIx64, call->arguments[0], call->arguments[1],
			 call->arguments[2], call->arguments[3]);
		say_call("violation-syscall", call);
		reply_text("violation-arguments", arguments);
		reply_number("violation-count", call->count);
	}
}
