/*
 * From the rules of a profile to the program that the kernel runs at each system call (classic BPF, which jumps forward only).
 *
 * A run installs its filter anew, and what that takes grows with the filter's length: the kernel translates it, and tries it
 * with each number of a call. So numbers that lie side by side and have one outcome become a range; the ranges are searched
 * by halves. That is half as long as one comparison for each call. Instructions are laid down from the last to the first,
 * so that where a jump leads to is always there already.
 *
 * Of several rules for one call one without conditions decides, the first of them if there are more; else they are tried in
 * their order, and what none of them names is the default. So is a call of another architecture, and any number that no rule has
 * (those of x32 among them). Values are compared as 64 bits without sign, as libseccomp does.
 */
#include "profile.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
enum { NATIVE = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
static const uint32_t NATIVE = AUDIT_ARCH_AARCH64;
#else
#error "unknown architecture"
#endif

enum { MAX_LENGTH = 4096, NEAR = 250, MAX_RANGES = MAX_SYSCALL + 2 };

/* Backwards: a place is how many instructions come behind it. */
static struct sock_filter code[MAX_LENGTH];
static int length;

static int put(uint16_t what, uint8_t yes, uint8_t no, uint32_t value)
{
	if (length == MAX_LENGTH) return length - 1; /* too long: filter_compile says so */
	code[length] = (struct sock_filter){what, yes, no, value};
	return length++;
}

/* The place itself, or a step on the way to it where a conditional jump couldn't reach. */
static int reachable(int place)
{
	return length - 1 - place <= NEAR ? place : put(BPF_JMP | BPF_JA, 0, 0, (uint32_t)(length - 1 - place));
}

static int branch(uint16_t test, uint32_t value, int yes, int no)
{
	yes = reachable(yes);
	no = reachable(no);
	return put(BPF_JMP | test | BPF_K, (uint8_t)(length - 1 - yes), (uint8_t)(length - 1 - no), value);
}

static int load(size_t offset, int next)
{
	if (next != length - 1) put(BPF_JMP | BPF_JA, 0, 0, (uint32_t)(length - 1 - next));
	return put(BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static int answer(uint32_t action)
{
	for (int place = length - 1; place >= 0 && length - 1 - place <= NEAR; place--)
		if (code[place].code == (BPF_RET | BPF_K) && code[place].k == action) return place;
	return put(BPF_RET | BPF_K, 0, 0, action);
}

/* ---- conditions ---- */

static size_t low_half(const struct scmp_arg_cmp *c)
{
	return offsetof(struct seccomp_data, args) + 8 * c->arg; /* both architectures have the low half first */
}

static size_t high_half(const struct scmp_arg_cmp *c)
{
	return low_half(c) + 4;
}

static int masked_half(size_t offset, uint32_t mask, uint32_t value, int yes, int no)
{
	if (mask == 0) return yes;
	int place = branch(BPF_JEQ, value & mask, yes, no);
	if (mask != UINT32_MAX) place = put(BPF_ALU | BPF_AND | BPF_K, 0, 0, mask);
	return load(offset, place);
}

static int is_masked(const struct scmp_arg_cmp *c, uint64_t mask, uint64_t value, int yes, int no)
{
	yes = masked_half(low_half(c), (uint32_t)mask, (uint32_t)value, yes, no);
	return masked_half(high_half(c), (uint32_t)(mask >> 32), (uint32_t)(value >> 32), yes, no);
}

/* `test` is BPF_JGT or BPF_JGE. */
static int is_more(const struct scmp_arg_cmp *c, uint16_t test, int yes, int no)
{
	uint32_t high = (uint32_t)(c->datum_a >> 32);
	int low = load(low_half(c), branch(test, (uint32_t)c->datum_a, yes, no));
	int same = branch(BPF_JEQ, high, low, no);
	return load(high_half(c), branch(BPF_JGT, high, yes, same));
}

static int condition(const struct scmp_arg_cmp *c, int yes, int no)
{
	switch (c->op) {
	case SCMP_CMP_NE: return is_masked(c, UINT64_MAX, c->datum_a, no, yes);
	case SCMP_CMP_EQ: return is_masked(c, UINT64_MAX, c->datum_a, yes, no);
	case SCMP_CMP_MASKED_EQ: return is_masked(c, c->datum_a, c->datum_b, yes, no);
	case SCMP_CMP_GT: return is_more(c, BPF_JGT, yes, no);
	case SCMP_CMP_GE: return is_more(c, BPF_JGE, yes, no);
	case SCMP_CMP_LT: return is_more(c, BPF_JGE, no, yes);
	case SCMP_CMP_LE: return is_more(c, BPF_JGT, no, yes);
	default: return no;
	}
}

/* ---- rules ---- */

static uint32_t action_of(const struct profile_rule *rule)
{
	return rule->outcome == QUIET ? SECCOMP_RET_ERRNO | rule->error : SECCOMP_RET_ALLOW;
}

static const struct profile_rule *unconditional(const struct profile_rule *rules, size_t count, int call)
{
	for (size_t i = 0; i < count; i++)
		if (rules[i].call == call && rules[i].count == 0) return &rules[i];
	return NULL;
}

static bool has_rule(const struct profile_rule *rules, size_t count, int call)
{
	for (size_t i = 0; i < count; i++)
		if (rules[i].call == call) return true;
	return false;
}

/* Where the next rule begins by loading what this one leaves loaded, that is not done twice. */
static int without_load(const struct scmp_arg_cmp *c, int place)
{
	const struct sock_filter *first = &code[place];
	if (c->op != SCMP_CMP_MASKED_EQ || c->datum_a != UINT32_MAX || place != length - 1) return place;
	if (first->code != (BPF_LD | BPF_W | BPF_ABS) || first->k != low_half(c)) return place;
	return --length - 1;
}

/* The last rule first, since each leads on to the one behind it. */
static int conditional(const struct profile_rule *rules, size_t count, int call)
{
	int place = answer(SECCOMP_RET_USER_NOTIF);
	for (size_t i = count; i-- > 0;) {
		if (rules[i].call != call) continue;
		int yes = answer(action_of(&rules[i]));
		if (rules[i].count == 1) place = without_load(&rules[i].conditions[0], place);
		for (int k = rules[i].count; k-- > 0;) yes = condition(&rules[i].conditions[k], yes, place);
		place = yes;
	}
	return place;
}

/* ---- ranges ---- */

struct range {
	int first;       /* up to the next one's first */
	uint32_t action; /* where there is no block */
	int block;       /* place of the call's conditions, or -1 */
};
static struct range ranges[MAX_RANGES];

static size_t find_ranges(const struct profile_rule *rules, size_t count)
{
	size_t found = 0;
	for (int call = 0; call <= MAX_SYSCALL; call++) {
		const struct profile_rule *plain = unconditional(rules, count, call);
		struct range next = {call, plain ? action_of(plain) : SECCOMP_RET_USER_NOTIF, -1};
		if (!plain && has_rule(rules, count, call)) next.block = conditional(rules, count, call);
		const struct range *last = found ? &ranges[found - 1] : NULL;
		if (!last || last->block >= 0 || next.block >= 0 || last->action != next.action) ranges[found++] = next;
	}
	return found;
}

static int search(size_t from, size_t end)
{
	if (end - from == 1) return ranges[from].block >= 0 ? ranges[from].block : answer(ranges[from].action);
	size_t middle = from + (end - from) / 2;
	int above = search(middle, end), below = search(from, middle);
	return branch(BPF_JGE, (uint32_t)ranges[middle].first, above, below);
}

const char *filter_compile(const struct profile_rule *rules, size_t count, struct sock_fprog *program)
{
	length = 0;
	int by_number = load(offsetof(struct seccomp_data, nr), search(0, find_ranges(rules, count)));
	load(offsetof(struct seccomp_data, arch), branch(BPF_JEQ, NATIVE, by_number, answer(SECCOMP_RET_USER_NOTIF)));
	if (length == MAX_LENGTH) return "the profile's filter is too long";
	program->len = (unsigned short)length;
	if (!(program->filter = malloc((size_t)length * sizeof *program->filter))) return "out of memory";
	for (int i = 0; i < length; i++) program->filter[i] = code[length - 1 - i];
	return NULL;
}
