/* What the cgroup modules share: cgroup.c (slots, limits, counters), cgroup-tree.c (where groups stand), cgroup-files.c, cgroup-io.c. */
#ifndef LETSCODE_CGROUP_H
#define LETSCODE_CGROUP_H

#include "box.h"

enum controller { MEMORY, PIDS, CPUACCT, NEEDED_CONTROLLERS, CPU = NEEDED_CONTROLLERS, BLKIO, CONTROLLERS };

extern int cgroup_kind; /* 1, 2, or 0: none usable */

/* cgroup-tree.c */
bool cgroup_has(int c); /* a hierarchy of v1 that is in use; on v2 all stand in one place */
bool cgroup_make_subtree(void); /* false: see fault_* */
void cgroup_remove_subtree(void);
void cgroup_slot_path(int c, pid_t pid, int slot, char *path); /* room for PATH_MAX + 64 */

/* cgroup-files.c; `folder` is a descriptor */
ssize_t cgroup_read(int folder, const char *name, char *text, size_t room); /* ends the text with NUL */
uint64_t cgroup_key(const char *text, const char *key); /* the number behind `key ` at the start of a line, or 0 */
bool cgroup_write(int folder, const char *name, const char *text);
bool cgroup_write_number(int folder, const char *name, uint64_t value);

/* cgroup-io.c */
size_t cgroup_devices(char numbers[][16], size_t room); /* `major:minor` of the block devices; how many there are */

#endif
