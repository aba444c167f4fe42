/* What check.c (layers, host) and check-extras.c share. */
#ifndef LETSCODE_CHECK_H
#define LETSCODE_CHECK_H

#include "box.h"

struct probe {
	const char *name;
	bool (*try)(char *detail, size_t room); /* true: `detail` says what works; false: see fault_* */
};
void check_try(const char *kind, const struct probe *probe); /* in a process of its own; writes one frame of this kind */
void check_extras(void);
bool check_enter_root(const char *path); /* the mount namespace of a root that holds this path */

#endif
