/* Recording of system calls (recording.c). Nothing of it is in the helper that serves a judge. */
#ifndef LETSCODE_RECORDING_H
#define LETSCODE_RECORDING_H

#ifdef LETSCODE_RECORDING
#include "profile.h"
#include "run.h"

#include <linux/seccomp.h>

const char *recording_define(const struct fields *f); /* NULL, or why this profile is none to record with */
const char *recording_rule(const struct profile *p, const struct profile_rule *rule); /* NULL, or what was wrong */
bool recording_serve(const struct run *r, int listener, const struct seccomp_notif *call); /* tells and answers it */
#endif

#endif
