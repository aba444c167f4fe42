/* Recording of system calls (recording.c). Nothing of it is in the helper that serves a judge. */
#ifndef LETSCODE_RECORDING_H
#define LETSCODE_RECORDING_H

#ifdef LETSCODE_RECORDING
#include "profile.h"

#include <linux/seccomp.h>

const char *recording_define(const struct fields *f); /* NULL, or why this profile is none to record with */
const char *recording_rule(const struct profile *p, const struct profile_rule *rule); /* NULL, or what was wrong */
/* Tells the call and answers it; false when it is to be refused like any. `id` is of its run, or "" where the run has not come yet. */
bool recording_serve(const struct profile *p, const char *id, int listener, const struct seccomp_notif *call);
#endif

#endif
