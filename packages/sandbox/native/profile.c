/*
 * seccomp profiles: rules from Node become a BPF program once (filter.c), used by every later run.
 *
 * Three outcomes, and the default is the last:
 *   allow            carried out
 *   start            execve carried out for the start of the program (execute.c), and refused ever after with EPERM
 *   quiet ERRNO      answered by the kernel with an errno, not reported (a runtime probes it at each start)
 *   refuse ERRNO     user notification: the helper reports it by name and answers with the errno
 *   anything else    user notification: the helper reports it by name and kills the run
 * So `refuse` adds no rule to the filter, only an entry in `refusal`; the call stops in the kernel and is never executed,
 * and if the helper should be gone the kernel answers ENOSYS. A foreign architecture (i386, x32) takes the default too.
 *
 * A rule is one field: `action errno name [index operator value valueTwo]…`, operators as in Docker's format.
 */
#include "profile.h"
#include "recording.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_RULES = 2048, X32_BIT = 0x40000000 };

static struct profile *profiles;
static char wrong[256];

static const char *complain(const char *what, const char *value)
{
	snprintf(wrong, sizeof wrong, "%s: %s", what, value);
	return wrong;
}

static const struct {
	const char *name;
	enum scmp_compare op;
} operators[] = {
	{"SCMP_CMP_NE", SCMP_CMP_NE}, {"SCMP_CMP_LT", SCMP_CMP_LT}, {"SCMP_CMP_LE", SCMP_CMP_LE},
	{"SCMP_CMP_EQ", SCMP_CMP_EQ}, {"SCMP_CMP_GE", SCMP_CMP_GE}, {"SCMP_CMP_GT", SCMP_CMP_GT},
	{"SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ},
};

static bool parse_conditions(char **rest, struct profile_rule *rule)
{
	for (char *index; (index = strtok_r(NULL, " ", rest)) && rule->count < 6; rule->count++) {
		char *op = strtok_r(NULL, " ", rest), *value = strtok_r(NULL, " ", rest), *second = strtok_r(NULL, " ", rest);
		if (!second) return false;
		size_t i = 0;
		while (i < sizeof operators / sizeof *operators && strcmp(operators[i].name, op)) i++;
		if (i == sizeof operators / sizeof *operators) return false;
		rule->conditions[rule->count] = (struct scmp_arg_cmp){(unsigned)atoi(index), operators[i].op, strtoull(value, NULL, 10),
								      strtoull(second, NULL, 10)};
	}
	return true;
}

/* `rule->call` is -1 for a name that is unknown to the library or not of this architecture: nothing to allow. */
static const char *parse_rule(struct profile_rule *rule, const char *text)
{
	char copy[256], *rest;
	if (strlen(text) >= sizeof copy) return complain("rule too long", text);
	strcpy(copy, text);
	char *action = strtok_r(copy, " ", &rest), *number = strtok_r(NULL, " ", &rest), *name = strtok_r(NULL, " ", &rest);
	if (!name) return complain("malformed rule", text);
	int call = seccomp_syscall_resolve_name(name), error = atoi(number);
	*rule = (struct profile_rule){.call = call < 0 ? -1 : call, .error = error ? (uint16_t)error : EPERM};
	if (call >= MAX_SYSCALL) return complain("system call number too high", text);
	if (!strcmp(action, "allow")) rule->outcome = ALLOW;
	else if (!strcmp(action, "start")) rule->outcome = START;
	else if (!strcmp(action, "quiet")) rule->outcome = QUIET;
	else if (!strcmp(action, "refuse")) rule->outcome = REFUSE;
	else return complain("unknown action", text);
	return parse_conditions(&rest, rule) ? NULL : complain("malformed condition", text);
}

static const char *only_start(struct profile_rule *rule)
{
	if (rule->call != SCMP_SYS(execve) || rule->count > 0) return "only execve can be allowed for the start";
	const uint64_t *words = start_words();
	if (!words) return "the kernel gives no random words";
	for (unsigned i = 0; i < 3; i++) rule->conditions[i] = (struct scmp_arg_cmp){3 + i, SCMP_CMP_EQ, words[i], 0};
	rule->count = 3;
	return NULL;
}

/* Puts the rule behind the last one, where it is for the filter to decide. */
static const char *add_rule(struct profile *p, const char *text, struct profile_rule *rules, size_t *count)
{
	struct profile_rule *rule = &rules[*count];
	const char *problem = parse_rule(rule, text);
	if (problem || rule->call < 0) return problem;
	if (rule->outcome == REFUSE) p->refusal[rule->call] = rule->error;
	if (rule->outcome == START && (problem = only_start(rule))) return problem;
	if (rule->outcome == START) p->refusal[rule->call] = EPERM;
#ifdef LETSCODE_RECORDING
	return recording_rule(p, rule); /* the filter stops every call */
#else
	if (rule->outcome != REFUSE) ++*count;
	return NULL;
#endif
}

static const char *fill(struct profile *p, const char *name, const char **texts, size_t text_count)
{
	struct profile_rule *rules = calloc(text_count + 1, sizeof *rules);
	size_t count = 0;
	const char *problem = rules && (p->name = strdup(name)) ? NULL : "out of memory";
	for (size_t i = 0; i < text_count && !problem; i++) problem = add_rule(p, texts[i], rules, &count);
	if (!problem) problem = filter_compile(rules, count, &p->program);
	free(rules);
	return problem;
}

const char *profile_define(const struct fields *f)
{
	static const char *rules[MAX_RULES];
	const char *name = field(f, "name");
	size_t count = field_all(f, "rule", rules, MAX_RULES);
	if (!name || count > MAX_RULES) return "a profile needs a name and at most 2048 rules";
#ifdef LETSCODE_RECORDING
	const char *unfit = recording_define(f);
	if (unfit) return unfit;
#else
	if (field(f, "record")) return "this helper serves a judge: it records nothing";
#endif
	struct profile *p = calloc(1, sizeof *p);
	const char *problem = p ? fill(p, name, rules, count) : "out of memory";
	if (problem) {
		if (p) free(p->name);
		free(p);
		return problem;
	}
	p->next = profiles;
	profiles = p;
	return NULL;
}

struct profile *profile_find(const char *name)
{
	for (struct profile *p = profiles; p; p = p->next)
		if (!strcmp(p->name, name)) return p;
	return NULL;
}

char *syscall_name(uint32_t architecture, int number)
{
	const char *prefix = "";
	if (architecture == SCMP_ARCH_X86) prefix = "i386:";
	if (architecture == SCMP_ARCH_X86_64 && number >= X32_BIT) {
		prefix = "x32:";
		architecture = SCMP_ARCH_X32;
	}
	char *plain = seccomp_syscall_resolve_num_arch(architecture, number);
	char *full = NULL;
	if (plain ? asprintf(&full, "%s%s", prefix, plain) < 0 : asprintf(&full, "%s#%d", prefix, number) < 0) full = NULL;
	free(plain);
	return full;
}
