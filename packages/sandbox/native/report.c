/*
 * The end of a run: drain, measure, decide how it ended, collect, report.
 *
 * Limits are compared once more with the final usage: a program may end past its limit before the next look. Of several
 * reasons the one that is a cause stands before the one that is a symptom, as in the judge's order of verdicts.
 */
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void reply_call(const char *key, uint32_t architecture, int number)
{
	char *name = syscall_name(architecture, number);
	reply_text(key, name ? name : "?");
	free(name);
}

static void reply_violations(const struct run *r, const struct cgroup_usage *usage)
{
	for (size_t i = 0; i < r->violation_count; i++) {
		const struct violation *v = &r->violations[i];
		char arguments[160];
		snprintf(arguments, sizeof arguments, "%#" PRIx64 ", %#" PRIx64 ", %#" PRIx64 ", %#" PRIx64, v->arguments[0], v->arguments[1],
			 v->arguments[2], v->arguments[3]);
		reply_call("violation-syscall", v->architecture, v->number);
		reply_text("violation-arguments", arguments);
		reply_number("violation-count", v->count);
	}
	if (usage->process_limit_hits) reply_number("process-limit-hits", usage->process_limit_hits);
}

static void reply_signal(int number)
{
	char name[32];
	const char *short_name = sigabbrev_np(number);
	if (short_name) snprintf(name, sizeof name, "SIG%s", short_name);
	else snprintf(name, sizeof name, "SIGRTMIN+%d", number - SIGRTMIN);
	reply_text("exit", "signaled");
	reply_text("signal", name);
}

/* A program whose file asks for more memory than it may have is killed before its first instruction. */
static bool image_is_too_large(const struct run *r)
{
	if (!r->box || r->box->ended.kind != BOX_ENDED || !WIFSIGNALED(r->box->ended.status)) return false;
	int number = WTERMSIG(r->box->ended.status);
	return (number == SIGKILL || number == SIGSEGV) && r->box->ended.image_bytes > r->limits.memory_bytes;
}

/* The program ended by itself, within its limits: with any code, since a validator's answer is one that is not 0. */
static bool is_normal_exit(const struct run *r, const struct cgroup_usage *usage)
{
	return r->box && r->reason == NOT_KILLED && !usage->out_of_memory && usage->cpu_ns <= r->cpu_limit_ns && r->out.seen <= r->out.cap &&
	       r->box->ended.kind == BOX_ENDED && WIFEXITED(r->box->ended.status);
}

/* Writes `exit` and what belongs to it. */
static void reply_exit(const struct run *r, const struct cgroup_usage *usage)
{
	if (r->reason == ABORTED) {
		reply_text("exit", "aborted");
	} else if (r->reason == FAULT) {
		reply_text("exit", "sandbox-fault");
		reply_text("detail", r->fault);
	} else if (r->reason == REFUSED) {
		reply_text("exit", "syscall-refused");
		reply_call("syscall", r->refused.architecture, r->refused.number);
	} else if (r->reason == OUT_OF_MEMORY || usage->out_of_memory || image_is_too_large(r)) {
		reply_text("exit", "memory-limit");
	} else if (r->reason == CPU_TIME || usage->cpu_ns > r->cpu_limit_ns) {
		reply_text("exit", "cpu-limit");
	} else if (r->reason == WALL_TIME) { /* never by comparison: wall time alone proves nothing (supervise.c) */
		reply_text("exit", "wall-limit");
	} else if (r->reason == IDLE_TIME) {
		reply_text("exit", "idle-limit");
	} else if (r->reason == OUTPUT || r->out.seen > r->out.cap) {
		reply_text("exit", "output-limit");
	} else if (r->box->ended.kind != BOX_ENDED) {
		reply_text("exit", "sandbox-fault");
		reply_text("detail", "init ended without a word");
	} else if (WIFSIGNALED(r->box->ended.status)) {
		reply_signal(WTERMSIG(r->box->ended.status));
	} else {
		reply_text("exit", "exited");
		reply_number("code", (uint64_t)WEXITSTATUS(r->box->ended.status));
	}
}

/* Copies what the run asks for; the bound at which that stopped, or NULL. A copy that fails makes the run a fault. */
static const char *collect(struct run *r)
{
	const char *bound = NULL;
	struct collection c = {field(&r->fields, "collect-box"), field(&r->fields, "collect-host"), field_number(&r->fields, "collect-bytes", 0),
			       field_number(&r->fields, "collect-files", 0)};
	if (c.host_path && r->box->work_fd >= 0 && !collect_files(r->box->work_fd, &c, &bound)) run_fault(r, fault_text());
	return bound;
}

static void drain_rest(struct output *o)
{
	/* All writers are dead, so the end of the pipe comes at once. */
	if (o->watch.fd < 0) return;
	do errno = 0;
	while (output_drain(o) && errno == 0);
}

static void measure(struct run *r, struct cgroup_usage *usage)
{
	const struct box *b = r->box;
	*usage = (struct cgroup_usage){0};
	if (r->begun) {
		cgroup_measure(b->slot, b->ended.max_rss_bytes, usage);
		usage->cpu_ns -= usage->cpu_ns < b->ended.init_cpu_ns ? usage->cpu_ns : b->ended.init_cpu_ns;
		if (r->reason == NOT_KILLED && b->ended.kind == BOX_ENDED) r->ended_ns = b->ended.time_ns;
	}
	if (r->started_ns == 0 || r->ended_ns < r->started_ns) r->started_ns = r->ended_ns; /* the program never began */
}

/* For anomaly detection. A run too short to be looked at on its way has one rate: from its start to its peak. */
static void reply_rates(struct run *r, const struct cgroup_usage *usage, uint64_t wall_ns)
{
	uint64_t calls, growth = r->growth.steepest;
	if (growth == 0 && wall_ns > 0) growth = (uint64_t)((double)usage->memory_peak_bytes * 1e9 / (double)wall_ns);
	reply_number("memory-growth", growth);
	if (r->box && r->begun && counting_read(&r->box->calls, &calls)) reply_number("syscall-count", calls);
}

static void taint(const struct run *r)
{
	if (r->box && (r->violation_count > 0 || r->reason == REFUSED)) slot_at(r->box->slot)->tainted = true;
}

void run_finish(struct run *r)
{
	struct cgroup_usage usage;
	char extras[64] = "";
	r->ended_ns = now_ns();
	if (joined_is(r)) joined_leave(r);
	else drain_rest(&r->out);
	drain_rest(&r->err);
	supervise_output(r);
	measure(r, &usage);
	const char *bound = is_normal_exit(r, &usage) ? collect(r) : NULL;
	uint64_t wall_ns = r->ended_ns - r->started_ns;
	reply_begin("report");
	reply_text("id", r->id);
	reply_exit(r, &usage);
	reply_number("cpu-ns", usage.cpu_ns);
	reply_number("wall-ns", wall_ns);
	reply_number("idle-ns", run_idle_ns(r, wall_ns, usage.cpu_ns));
	reply_number("memory-bytes", usage.memory_peak_bytes);
	reply_number("stdout-bytes", r->out.seen);
	reply_number("stderr-bytes", r->err.seen);
	if (r->out.truncated) reply_text("stdout-truncated", "yes");
	if (r->err.truncated) reply_text("stderr-truncated", "yes");
	reply_violations(r, &usage);
	if (bound) reply_text("collect", bound);
	reply_rates(r, &usage, wall_ns);
	reply_number("ended-ns", r->ended_ns);
	if (r->box) belts_name(r->box->extras, extras, sizeof extras);
	reply_text("extras", extras);
	reply_end();
	frames_flush(STDOUT_FILENO); /* now, not at the end of the turn: all else can wait */
	taint(r);
	if (r->box) box_release(r->box);
	run_forget(r);
	run_discard(r);
}
