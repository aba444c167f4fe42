/* System calls of a run: counting.c, and its two ways to count. */
#ifndef LETSCODE_COUNTING_H
#define LETSCODE_COUNTING_H

#include "box.h"

/* tally.c: how many calls that slot's programs have made, ever; NULL: this machine or user can't */
const uint64_t *tally_of(int slot);

#endif
