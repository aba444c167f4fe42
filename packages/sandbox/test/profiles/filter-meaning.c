/*
 * Does a compiled filter (native/filter.c) mean what its rules say? Prints one line for each set of rules, and `wrong` where
 * a call was answered otherwise. Standard input: rules as frames carry them, one a line, sets ended by an empty line; after
 * them come sets made by chance, the same ones each time.
 *
 * Each number of a call is tried on three architectures, with arguments at and around those of the rules. The filter is run
 * by an interpreter here; what the rules say is found by reading them one by one, which no jump can get wrong.
 */
#include "profile.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
enum { NATIVE = AUDIT_ARCH_X86_64, OTHER = AUDIT_ARCH_AARCH64 };
#else
static const uint32_t NATIVE = AUDIT_ARCH_AARCH64, OTHER = AUDIT_ARCH_X86_64;
#endif
enum { MAX_RULES = 2048, TRIES = 400, CHANCE_SETS = 60 };

static struct profile_rule rules[MAX_RULES];
static size_t count;

static uint64_t chance(void)
{
	static uint64_t state = 88172645463325252u;
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static uint32_t run(const struct sock_fprog *program, const struct seccomp_data *call)
{
	uint32_t value = 0;
	for (int i = 0; i < program->len;) {
		const struct sock_filter *at = &program->filter[i++];
		switch (at->code) {
		case BPF_LD | BPF_W | BPF_ABS: memcpy(&value, (const char *)call + at->k, 4); break;
		case BPF_ALU | BPF_AND | BPF_K: value &= at->k; break;
		case BPF_JMP | BPF_JA: i += (int)at->k; break;
		case BPF_JMP | BPF_JEQ | BPF_K: i += value == at->k ? at->jt : at->jf; break;
		case BPF_JMP | BPF_JGT | BPF_K: i += value > at->k ? at->jt : at->jf; break;
		case BPF_JMP | BPF_JGE | BPF_K: i += value >= at->k ? at->jt : at->jf; break;
		case BPF_RET | BPF_K: return at->k;
		default: return UINT32_MAX;
		}
	}
	return UINT32_MAX;
}

static bool holds(const struct scmp_arg_cmp *c, uint64_t value)
{
	switch (c->op) {
	case SCMP_CMP_NE: return value != c->datum_a;
	case SCMP_CMP_LT: return value < c->datum_a;
	case SCMP_CMP_LE: return value <= c->datum_a;
	case SCMP_CMP_EQ: return value == c->datum_a;
	case SCMP_CMP_GE: return value >= c->datum_a;
	case SCMP_CMP_GT: return value > c->datum_a;
	default: return (value & c->datum_a) == (c->datum_b & c->datum_a);
	}
}

static uint32_t meant(const struct seccomp_data *call)
{
	const struct profile_rule *found = NULL;
	for (size_t i = 0; i < count && call->arch == NATIVE; i++) {
		int held = 0;
		while (held < rules[i].count && holds(&rules[i].conditions[held], call->args[rules[i].conditions[held].arg])) held++;
		bool applies = rules[i].call == call->nr && held == rules[i].count;
		if (applies && (!found || (found->count > 0 && rules[i].count == 0))) found = &rules[i];
	}
	if (!found) return SECCOMP_RET_USER_NOTIF;
	return found->outcome == QUIET ? SECCOMP_RET_ERRNO | found->error : SECCOMP_RET_ALLOW;
}

static void choose_arguments(struct seccomp_data *call)
{
	for (int k = 0; k < 6; k++) call->args[k] = chance() >> chance() % 64;
	const struct profile_rule *rule = count ? &rules[chance() % count] : NULL;
	for (size_t i = 0; i < count && rule->call != call->nr; i++) rule = &rules[chance() % count];
	for (int k = 0; rule && k < rule->count; k++) {
		const struct scmp_arg_cmp *c = &rule->conditions[k];
		__u64 *value = &call->args[c->arg];
		*value = c->op == SCMP_CMP_MASKED_EQ ? (c->datum_b & c->datum_a) | (chance() & ~c->datum_a) : c->datum_a;
		uint64_t kind = chance() % 6;
		if (kind == 0) ++*value;
		if (kind == 1) --*value;
		if (kind == 2) *value ^= (uint64_t)1 << chance() % 64;
	}
}

static void judge(const char *name)
{
	const uint32_t architectures[] = {NATIVE, AUDIT_ARCH_I386, OTHER};
	struct sock_fprog program;
	long wrong = 0;
	const char *problem = filter_compile(rules, count, &program);
	if (problem) exit(printf("%s: %s\n", name, problem) > 0);
	for (int a = 0; a < 3; a++)
		for (int number = -2; number < MAX_SYSCALL + 10; number++)
			for (int bit = 0; bit < 2; bit++) {
				struct seccomp_data call = {.nr = number | bit << 30, .arch = architectures[a]};
				bool has_rule = false;
				for (size_t i = 0; i < count; i++) has_rule |= rules[i].call == call.nr && rules[i].count > 0;
				for (int tries = has_rule && a == 0 ? TRIES : 1; tries > 0; tries--) {
					choose_arguments(&call);
					wrong += run(&program, &call) != meant(&call);
				}
			}
	printf("%s: %zu rules, %d instructions, %s\n", name, count, program.len, wrong ? "wrong" : "right");
	free(program.filter);
}

static enum scmp_compare operator_named(const char *name)
{
	static const char *const names[] = {"", "NE", "LT", "LE", "EQ", "GE", "GT", "MASKED_EQ"};
	for (int i = 1; i < 8; i++)
		if (!strcmp(name + strlen("SCMP_CMP_"), names[i])) return (enum scmp_compare)i;
	exit(2);
}

/* Conditions for the start take the secret words' place with ones of their own. */
static void read_rule(char *line)
{
	char *rest, *action = strtok_r(line, " ", &rest), *error = strtok_r(NULL, " ", &rest), *name = strtok_r(NULL, " ", &rest);
	struct profile_rule rule = {.outcome = strcmp(action, "quiet") ? ALLOW : QUIET, .error = (uint16_t)atoi(error), .call = seccomp_syscall_resolve_name(name)};
	for (char *index; (index = strtok_r(NULL, " ", &rest)); rule.count++) {
		char *op = strtok_r(NULL, " ", &rest), *value = strtok_r(NULL, " ", &rest), *second = strtok_r(NULL, " ", &rest);
		rule.conditions[rule.count] = (struct scmp_arg_cmp){(unsigned)atoi(index), operator_named(op), strtoull(value, NULL, 10), strtoull(second, NULL, 10)};
	}
	for (unsigned i = 0; !strcmp(action, "start") && i < 3; i++) rule.conditions[rule.count++] = (struct scmp_arg_cmp){3 + i, SCMP_CMP_EQ, chance(), 0};
	if (rule.call >= 0 && strcmp(action, "refuse")) rules[count++] = rule;
}

static void make_rules(void)
{
	size_t wanted = 1 + chance() % 80;
	for (count = 0; count < wanted; count++) {
		struct profile_rule *rule = &rules[count];
		*rule = (struct profile_rule){.outcome = chance() % 3 ? ALLOW : QUIET, .error = (uint16_t)(1 + chance() % 40), .call = (int)(chance() % 60), .count = (int)(chance() % 3)};
		for (int k = 0; k < rule->count; k++)
			rule->conditions[k] = (struct scmp_arg_cmp){(unsigned)(chance() % 6), (enum scmp_compare)(1 + chance() % 7),
								    chance() % 3 ? chance() >> chance() % 64 : UINT32_MAX, chance() >> chance() % 64};
	}
}

int main(void)
{
	char line[512], name[32];
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = 0;
		if (line[0]) {
			read_rule(line);
			continue;
		}
		judge("profile");
		count = 0;
	}
	for (int i = 0; i < CHANCE_SETS; i++) {
		make_rules();
		snprintf(name, sizeof name, "by chance %d", i);
		judge(name);
	}
	return 0;
}
