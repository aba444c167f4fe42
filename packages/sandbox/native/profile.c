/*
 * seccomp profiles: rules from Node become a BPF program once, used by every later run.
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
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

static const char *add_rule(scmp_filter_ctx filter, struct profile *p, const char *text)
{
	struct profile_rule rule;
	const char *problem = parse_rule(&rule, text);
	if (problem || rule.call < 0) return problem;
	if (rule.outcome == REFUSE) p->refusal[rule.call] = rule.error;
	if (rule.outcome == START && (problem = only_start(&rule))) return problem;
	if (rule.outcome == START) p->refusal[rule.call] = EPERM;
#ifdef LETSCODE_RECORDING
	(void)filter; /* which stops every call */
	return recording_rule(p, &rule);
#else
	if (rule.outcome == REFUSE) return NULL;
	uint32_t action = rule.outcome == QUIET ? SCMP_ACT_ERRNO(rule.error) : SCMP_ACT_ALLOW;
	int failed = seccomp_rule_add_array(filter, action, rule.call, (unsigned)rule.count, rule.conditions);
	return failed && failed != -EEXIST ? complain("libseccomp refused the rule", text) : NULL;
#endif
}

/* The library exports to a descriptor; the program is read back from it. */
static const char *export_program(scmp_filter_ctx filter, struct sock_fprog *program)
{
	int fd = memfd_create("profile", MFD_CLOEXEC);
	if (fd < 0) return "memfd_create failed";
	const char *problem = NULL;
	struct stat status;
	if (seccomp_export_bpf(filter, fd) || fstat(fd, &status)) {
		problem = "the profile could not be compiled";
	} else {
		program->len = (unsigned short)((size_t)status.st_size / sizeof(struct sock_filter));
		program->filter = malloc((size_t)status.st_size);
		if (!program->filter || pread(fd, program->filter, (size_t)status.st_size, 0) != status.st_size)
			problem = "the profile could not be read back";
	}
	close(fd);
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
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_NOTIFY);
	const char *problem = p && filter ? NULL : "libseccomp could not start a filter";
	if (!problem && (p->name = strdup(name)) == NULL) problem = "out of memory";
	if (!problem && (seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_NOTIFY) ||
			 seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2)))
		problem = "libseccomp lacks an attribute (2.5 or later is needed)";
	for (size_t i = 0; i < count && !problem; i++) problem = add_rule(filter, p, rules[i]);
	if (!problem) problem = export_program(filter, &p->program);
	if (filter) seccomp_release(filter);
	if (problem) {
		if (p) {
			free(p->program.filter);
			free(p->name);
		}
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
