/* One rule of a seccomp profile, between profile.c, which reads it, and recording.c, which keeps it. */
#ifndef LETSCODE_PROFILE_H
#define LETSCODE_PROFILE_H

#include "box.h"

#include <seccomp.h>

enum outcome { BEYOND, ALLOW, QUIET, REFUSE };
struct profile_rule {
	enum outcome outcome;
	uint16_t error;
	int call, count;
	struct scmp_arg_cmp conditions[6];
};

#endif
