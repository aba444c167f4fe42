/* What the root modules share: root.c (kept roots), root-plan.c (before the host is let go), root-build.c. */
#ifndef LETSCODE_ROOT_H
#define LETSCODE_ROOT_H

#include "box.h"

#include <limits.h>

enum { ROOT_PLACES = 512 };

struct place {
	char path[PATH_MAX];
	char link[PATH_MAX]; /* not empty: a symbolic link to this */
	int tree;            /* else a detached tree, or -1 for an empty mount point */
	bool is_folder;
};

struct plan {
	struct place *places;
	size_t count;
};

bool root_plan(struct plan *plan, const struct root_request *request); /* false: see fault_* */
bool root_is_bound(const struct plan *plan, const char *path); /* whether it lies in a tree that is bound */
/* NULL when the calling process's mount namespace is the new root; else the step that failed. `host_proc`: a detached /proc. */
const char *root_build(const struct root_request *request, int host_proc);

#endif
