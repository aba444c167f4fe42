/* What init (inside.c) and the program's process (program.c) share: memory, until the program begins. */
#ifndef LETSCODE_INSIDE_H
#define LETSCODE_INSIDE_H

#include "box.h"

enum { FORKED_FD = 900 }; /* where our descriptors begin in a forked box */

struct launch {
	const struct box_plan *plan;
	const char *failed_step; /* NULL: none */
	int error;
	int listener;
	int told[2]; /* a pipe: the child has its filter, or has failed */
	unsigned extras; /* enum extra */
};

/*
 * User and group, of this thread alone: the C library would tell all that it knows of, and in a copy of an interpreter that
 * has threads these aren't there yet.
 */
int take_id(unsigned id);
/* Starts the child, up to the moment at which only a run is missing. -1: `failed_step` and errno say why. */
pid_t program_clone(struct launch *launch);
/* The same by a copy of this process, in which it returns 0 when the run has come. */
pid_t program_fork(struct launch *launch);

#endif
