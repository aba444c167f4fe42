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

void run_discard(struct run *r)
{
	loop_close(&r->end);
	loop_close(&r->sync);
	loop_close(&r->listener);
	loop_close(&r->timer);
	loop_close(&r->out.watch);
	loop_close(&r->err.watch);
	if (r->out.file >= 0) close(r->out.file);
	if (r->err.file >= 0) close(r->err.file);
	if (r->work_fd >= 0) close(r->work_fd);
	free(r->fields.bytes);
	free(r);
}

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
	if (r->ended.kind != BOX_ENDED || !WIFSIGNALED(r->ended.status)) return false;
	int number = WTERMSIG(r->ended.status);
	return (number == SIGKILL || number == SIGSEGV) && r->ended.image_bytes > r->memory_limit_bytes;
}

/* The program ended by itself, within its limits: with any code, since a validator's answer is one that is not 0. */
static bool is_normal_exit(const struct run *r, const struct cgroup_usage *usage)
{
	return r->reason == NOT_KILLED && !usage->out_of_memory && usage->cpu_ns <= r->cpu_limit_ns && r->out.seen <= r->out.cap &&
	       r->ended.kind == BOX_ENDED && WIFEXITED(r->ended.status);
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
	} else if (r->reason == OUTPUT || r->out.seen > r->out.cap) {
		reply_text("exit", "output-limit");
	} else if (r->ended.kind != BOX_ENDED) {
		reply_text("exit", "sandbox-fault");
		reply_text("detail", "init ended without a word");
	} else if (WIFSIGNALED(r->ended.status)) {
		reply_signal(WTERMSIG(r->ended.status));
	} else {
		reply_text("exit", "exited");
		reply_number("code", (uint64_t)WEXITSTATUS(r->ended.status));
	}
}

/* Copies what the run asks for; the bound at which that stopped, or NULL. A copy that fails makes the run a fault. */
static const char *collect(struct run *r)
{
	const char *bound = NULL;
	struct collection c = {field(&r->fields, "collect-box"), field(&r->fields, "collect-host"), field_number(&r->fields, "collect-bytes", 0),
			       field_number(&r->fields, "collect-files", 0)};
	if (c.host_path && r->work_fd >= 0 && !collect_files(r->work_fd, &c, &bound)) run_fault(r, fault_text());
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
	cgroup_measure(r->lane, r->ended.max_rss_bytes, usage);
	usage->cpu_ns = run_cpu_ns(r, usage->cpu_ns);
	if (r->reason == NOT_KILLED && r->ended.kind == BOX_ENDED) r->ended_ns = r->ended.time_ns;
	if (r->started_ns == 0 || r->ended_ns < r->started_ns) r->started_ns = r->ended_ns; /* the program never began */
}

void run_finish(struct run *r)
{
	struct cgroup_usage usage;
	r->ended_ns = now_ns();
	while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR) {}
	supervise_sync(r);
	drain_rest(&r->out);
	drain_rest(&r->err);
	supervise_output(r);
	measure(r, &usage);
	const char *bound = is_normal_exit(r, &usage) ? collect(r) : NULL;
	reply_begin("report");
	reply_text("id", r->id);
	reply_exit(r, &usage);
	reply_number("cpu-ns", usage.cpu_ns);
	reply_number("wall-ns", r->ended_ns - r->started_ns);
	reply_number("memory-bytes", usage.memory_peak_bytes);
	reply_number("stdout-bytes", r->out.seen);
	reply_number("stderr-bytes", r->err.seen);
	if (r->out.truncated) reply_text("stdout-truncated", "yes");
	if (r->err.truncated) reply_text("stderr-truncated", "yes");
	reply_violations(r, &usage);
	if (bound) reply_text("collect", bound);
	reply_end();
	run_forget(r);
	run_discard(r);
}
