/* A kind of box, between kinds.c, which keeps them, and boxes.c, which builds by them. */
#ifndef LETSCODE_KINDS_H
#define LETSCODE_KINDS_H

#include "boxes.h"

struct kind {
	char *key;
	struct fields fields;
	bool mount_is_folder[MAX_MOUNTS];
	struct cgroup_limits limits;
	uint64_t used_ns;
	int holders; /* runs and boxes */
	bool is_ahead, is_forked; /* its program starts before its run comes; by a copy of a template */
};

#endif
