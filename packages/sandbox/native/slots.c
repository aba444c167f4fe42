/*
 * Slots: what a box is put into and what outlives it, because it is empty and costs time to make: a network namespace,
 * cgroups (cgroup.c), a pair of user ids, and a page of memory shared with the box's init.
 *
 * One box at a time. There are more slots than lanes, so that the next box is built while one runs. A slot in which a run
 * broke its rules is tainted: its network and its cgroups are thrown away and made anew before the next box.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

static struct slot slots[MAX_SLOTS];
static int taken;

struct slot *slot_at(int slot)
{
	return &slots[slot];
}

unsigned slot_uid(int slot)
{
	return host.rootless ? 0 : host.id_base + 2u * (unsigned)slot;
}

/* Leaves the helper in the new network, which is as empty as any: it needs none. */
static int new_network(void)
{
	if (unshare(CLONE_NEWNET) < 0) return fault_set("unshare the network namespace"), -1;
	int fd = own_fd(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
	if (fd < 0) fault_set("open the network namespace");
	return fd;
}

/*
 * All pages are one mapping, so that a clone has one to copy. For a box that is forked, whose template doesn't have it, the
 * slot's page becomes a file, and stays that. False where files may not be that large: then boxes are cloned and never forked.
 */
bool slot_make_page_file(int slot)
{
	struct slot *s = &slots[slot];
	if (s->page_fd >= 0) return true;
	int fd = own_fd(memfd_create("page", MFD_CLOEXEC));
	if (fd >= 0 && ftruncate(fd, PAGE_BYTES) == 0 &&
	    mmap(s->page, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | MAP_FIXED, fd, 0) != MAP_FAILED)
		return s->page_fd = fd, true;
	if (fd >= 0) close(fd);
	return false;
}

bool slots_open(int count)
{
	char *pages = mmap(NULL, (size_t)count * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED) return fault_set("map the boxes' pages");
	for (int i = 0; i < count; i++) {
		struct slot *s = &slots[i];
		if ((s->network_fd = new_network()) < 0) return false;
		s->page = (struct box_page *)(pages + (size_t)i * PAGE_BYTES);
		s->page_fd = -1;
	}
	return true;
}

static bool renew(int slot)
{
	struct slot *s = &slots[slot];
	int fd = new_network();
	if (fd < 0) return false;
	close(s->network_fd);
	s->network_fd = fd;
	if (s->out_of_memory.fd >= 0 && s->out_of_memory.ready) {
		void (*ready)(struct watch *, uint32_t) = s->out_of_memory.ready;
		loop_forget(&s->out_of_memory); /* the group closes its own descriptor */
		if (!cgroup_replace(slot)) return false;
		loop_add(&s->out_of_memory, cgroup_oom_fd(slot), 1, ready, s);
	} else if (!cgroup_replace(slot)) {
		return false;
	}
	s->tainted = false;
	return true;
}

int slots_free(void)
{
	return host.slot_count - taken;
}

int slot_take(void)
{
	for (int i = 0; i < host.slot_count; i++) {
		struct slot *s = &slots[i];
		if (s->taken) continue;
		if (s->tainted && !renew(i)) return -1;
		s->taken = true;
		taken++;
		return i;
	}
	errno = EAGAIN;
	return fault_set("no slot is free"), -1;
}

void slot_give(int slot)
{
	slots[slot].taken = false;
	taken--;
}
