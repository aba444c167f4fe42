/*
 * Kinds of boxes: what boxes have in common that can stand in for each other.
 *
 * What differs from run to run is no part of it and comes with the run: arguments and environment, input, the caller's mounts
 * (their places are part, what is there isn't), limits. A kind is kept with the frame of the run that had it first, from which
 * more boxes are built.
 */
#include "kinds.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_KINDS = 2 * MAX_SLOTS };
static const uint64_t KEPT_NS = 300 * 1000000000ull;

static struct kind *kinds[MAX_KINDS];

static void key_part(FILE *text, const struct fields *f, const char *name)
{
	const char *values[MAX_PATHS];
	size_t found = field_all(f, name, values, MAX_PATHS);
	for (size_t i = 0; i < found && i < MAX_PATHS; i++) fprintf(text, "%s=%s\n", name, values[i]);
}

static char *key_of(const struct fields *f, bool *mount_is_folder)
{
	static const char *const parts[] = {"profile", "cwd", "disk-bytes", "inodes", "root", "mount-box", "bind-host", "bind-box", "ahead", "ahead-env", "ahead-how"};
	const char *from[MAX_MOUNTS];
	char *key = NULL;
	size_t size, mounts = field_all(f, "mount-host", from, MAX_MOUNTS);
	if (mounts > MAX_MOUNTS) return errno = E2BIG, fault_set("mounts"), NULL;
	FILE *text = open_memstream(&key, &size);
	if (!text) return fault_set("memory"), NULL;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) key_part(text, f, parts[i]);
	for (size_t i = 0; i < mounts; i++) {
		struct stat status;
		char step[256];
		if (stat(from[i], &status) < 0) {
			snprintf(step, sizeof step, "mount %s", from[i]);
			return fault_set(step), fclose(text), free(key), NULL;
		}
		mount_is_folder[i] = S_ISDIR(status.st_mode);
		fputc(mount_is_folder[i] ? 'd' : 'f', text);
	}
	return fclose(text) == 0 ? key : (fault_set("memory"), NULL);
}

void kind_hold(struct kind *k)
{
	k->holders++;
	k->used_ns = now_ns();
}

void kind_let_go(struct kind *k)
{
	k->holders--;
}

static void kind_free(struct kind *k)
{
	if (!k) return;
	free(k->key);
	free(k->fields.bytes);
	free(k);
}

/* An empty place, or that of the kind which nobody holds and which was used the longest ago. */
static struct kind **place_for_kind(void)
{
	struct kind **place = NULL;
	for (int i = 0; i < MAX_KINDS; i++) {
		if (!kinds[i]) return &kinds[i];
		if (kinds[i]->holders == 0 && (!place || kinds[i]->used_ns < (*place)->used_ns)) place = &kinds[i];
	}
	return place;
}

struct kind *kind_of(const struct fields *f)
{
	bool mount_is_folder[MAX_MOUNTS];
	char *key = key_of(f, mount_is_folder);
	if (!key) return NULL;
	for (int i = 0; i < MAX_KINDS; i++)
		if (kinds[i] && !strcmp(kinds[i]->key, key)) return free(key), kinds[i];
	struct kind **place = place_for_kind(), *fresh = calloc(1, sizeof *fresh);
	if (!place) return free(key), free(fresh), errno = EBUSY, fault_set("too many kinds of boxes at once"), NULL;
	if (!fresh || !(fresh->fields.bytes = malloc(f->length + 1))) abort();
	memcpy(fresh->fields.bytes, f->bytes, f->length + 1);
	fresh->fields.length = f->length;
	fresh->key = key;
	memcpy(fresh->mount_is_folder, mount_is_folder, sizeof mount_is_folder);
	fresh->is_ahead = field(f, "ahead") != NULL;
	fresh->is_forked = field(f, "ahead-how") && !strcmp(field(f, "ahead-how"), "forked");
	kind_free(*place);
	return *place = fresh;
}

bool kind_is_ahead(const struct kind *k)
{
	return k->is_ahead;
}

void kind_limits(struct kind *k, const struct cgroup_limits *limits)
{
	k->limits = *limits;
}

bool kind_starts_ahead(const struct kind *k)
{
	return k->is_ahead && !k->is_forked;
}

bool kind_is_stale(const struct kind *k, uint64_t now)
{
	return now - k->used_ns > KEPT_NS;
}

void kind_stop_forking(struct kind *k)
{
	k->is_forked = false;
}
