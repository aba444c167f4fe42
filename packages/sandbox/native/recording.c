/*
 * Recording: which system calls does a program make, and what does its profile say to each?
 *
 * Only in a helper built with -DLETSCODE_RECORDING (build.mjs --recording), which a judge never starts: here a call that no
 * rule names is *carried out*, so there is no seccomp layer. That helper takes only profiles with a field `record`, and the
 * one that serves a judge takes none of those: neither can be put in the other's place by mistake.
 *
 * The filter stops every call. Each is told with those of its arguments that a
 * profile may depend on, and then
 *   allow    carried out             the profile allows it
 *   quiet    answered with an errno  as in earnest: the program must take the same way as under its profile
 *   refuse   answered with an errno  likewise
 *   beyond   carried out             in earnest this would have ended the run
 *
 * Node → helper   kind=profile … record=yes watch="call index"…   arguments that are told
 * helper → Node   kind=recorded id profile outcome call arguments count
 *                 when a call is first seen, and each time that its count has doubled: a run's end needs no hook, and a
 *                 count is right to a factor of two; `id` is empty for a program that started ahead of its run
 *
 * One run at a time: the table belongs to the run whose call came last.
 */
#include "recording.h"

#ifdef LETSCODE_RECORDING
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { MAX_RECORDED = 4096, MAX_KEPT_RULES = 16384, MAX_WATCHES = 256 };

static const char *const outcome_names[] = {[BEYOND] = "beyond", [ALLOW] = "allow", [START] = "allow", [QUIET] = "quiet", [REFUSE] = "refuse"};

static struct kept_rule {
	const struct profile *profile;
	struct profile_rule rule;
} rules[MAX_KEPT_RULES];
static size_t rule_count;
static uint8_t watched[MAX_SYSCALL]; /* bit i: argument i is told */

static struct recorded {
	struct seccomp_data call; /* arguments that are not watched are 0 */
	enum outcome outcome;
	uint64_t count, told;
} table[MAX_RECORDED];
static size_t recorded_count;
static char table_id[64];

const char *recording_define(const struct fields *f)
{
	const char *watches[MAX_WATCHES];
	if (!field(f, "record")) return "this helper only records: it takes no profile of a judge";
	size_t count = field_all(f, "watch", watches, MAX_WATCHES);
	if (count > MAX_WATCHES) return "too many arguments to watch";
	for (size_t i = 0; i < count; i++) {
		char name[64];
		unsigned index;
		if (sscanf(watches[i], "%63s %u", name, &index) != 2 || index > 5) return "malformed watch";
		int call = seccomp_syscall_resolve_name(name);
		if (call >= 0 && call < MAX_SYSCALL) watched[call] |= (uint8_t)(1u << index);
	}
	return NULL;
}

const char *recording_rule(const struct profile *p, const struct profile_rule *rule)
{
	if (rule_count == MAX_KEPT_RULES) return "too many rules to record";
	rules[rule_count++] = (struct kept_rule){p, *rule};
	return NULL;
}

static bool holds(const struct scmp_arg_cmp *condition, const struct seccomp_data *call)
{
	uint64_t value = call->args[condition->arg];
	switch (condition->op) {
	case SCMP_CMP_NE: return value != condition->datum_a;
	case SCMP_CMP_LT: return value < condition->datum_a;
	case SCMP_CMP_LE: return value <= condition->datum_a;
	case SCMP_CMP_EQ: return value == condition->datum_a;
	case SCMP_CMP_GE: return value >= condition->datum_a;
	case SCMP_CMP_GT: return value > condition->datum_a;
	case SCMP_CMP_MASKED_EQ: return (value & condition->datum_a) == condition->datum_b;
	default: return false;
	}
}

/* The rule that would decide in earnest: a refusal is what is left when the filter's own rules say nothing. */
static const struct profile_rule *decisive_rule(const struct profile *p, const struct seccomp_data *call)
{
	const struct profile_rule *refusal = NULL;
	for (size_t i = 0; i < rule_count; i++) {
		const struct profile_rule *rule = &rules[i].rule;
		if (rules[i].profile != p || rule->call != call->nr) continue;
		int held = 0;
		while (held < rule->count && holds(&rule->conditions[held], call)) held++;
		if (held < rule->count) continue;
		if (rule->outcome != REFUSE) return rule;
		refusal = rule;
	}
	return refusal;
}

static void tell(const struct profile *p, struct recorded *what)
{
	char arguments[160] = "";
	size_t length = 0;
	unsigned mask = what->call.nr >= 0 && what->call.nr < MAX_SYSCALL ? watched[what->call.nr] : 0;
	for (int i = 0; i < 6; i++)
		if (mask & 1u << i)
			length += (size_t)snprintf(arguments + length, sizeof arguments - length, "%s%" PRIu64, length ? " " : "",
						   (uint64_t)what->call.args[i]);
	char *name = syscall_name(what->call.arch, what->call.nr);
	reply_begin("recorded");
	reply_text("id", table_id);
	reply_text("profile", p->name);
	reply_text("outcome", outcome_names[what->outcome]);
	reply_text("call", name ? name : "?");
	reply_text("arguments", arguments);
	reply_number("count", what->count);
	reply_end();
	free(name);
	what->told = what->count;
}

static void count(const struct profile *p, const char *id, const struct seccomp_data *data, enum outcome outcome)
{
	struct seccomp_data call = {.nr = data->nr, .arch = data->arch};
	unsigned mask = call.nr >= 0 && call.nr < MAX_SYSCALL ? watched[call.nr] : 0;
	for (int i = 0; i < 6; i++)
		if (mask & 1u << i) call.args[i] = data->args[i];
	if (strcmp(table_id, id) != 0) {
		recorded_count = 0;
		snprintf(table_id, sizeof table_id, "%s", id);
	}
	size_t i = 0;
	while (i < recorded_count && (table[i].outcome != outcome || memcmp(&table[i].call, &call, sizeof call) != 0)) i++;
	if (i == MAX_RECORDED) return; /* arguments without end, such as a program that tries them all */
	if (i == recorded_count) table[recorded_count++] = (struct recorded){.call = call, .outcome = outcome};
	table[i].count++;
	if (table[i].count >= 2 * table[i].told) tell(p, &table[i]);
}

bool recording_serve(const struct profile *p, const char *id, int listener, const struct seccomp_notif *call)
{
	const struct profile_rule *rule = decisive_rule(p, &call->data);
	enum outcome outcome = rule ? rule->outcome : BEYOND;
	count(p, id, &call->data, outcome);
	if (outcome == REFUSE) return false; /* written down and answered like any refusal */
	struct seccomp_notif_resp answer = {.id = call->id};
	if (outcome == QUIET) answer.error = -rule->error;
	else answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer); /* ENOENT: the caller is gone */
	return true;
}
#else
typedef int nothing_to_record; /* ISO C wants a declaration */
#endif
