/* What profile.c shows of seccomp profiles beside box.h: rules for filter.c and recording.c, and how program.c starts a program. */
#ifndef LETSCODE_PROFILE_H
#define LETSCODE_PROFILE_H

#include "box.h"

#include <seccomp.h>

enum outcome { BEYOND, ALLOW, START, QUIET, REFUSE };
struct profile_rule {
	enum outcome outcome;
	uint16_t error;
	int call, count;
	struct scmp_arg_cmp conditions[6];
};

/* ---- filter.c ---- */

/* NULL, or what was wrong. The caller frees program->filter. */
const char *filter_compile(const struct profile_rule *rules, size_t count, struct sock_fprog *program);

/* ---- execute.c ---- */

/* Three words that execve's spare registers must hold where a profile allows the start only; NULL: no chance to be had. */
const uint64_t *start_words(void);
/* execve with these words. Allocates nothing. */
int profile_execute(const char *file, char *const *argv, char *const *envp);

#endif
