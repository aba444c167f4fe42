/*
 * Belts: restrictions beyond the six layers, taken where the kernel has them and told in the report.
 *
 *   Landlock             writing only below /work, /tmp, /dev/shm and to the devices; no TCP; no signals and no abstract
 *                        sockets to anybody outside the program's own family (Documentation/userspace-api/landlock.rst)
 *   speculation control  no speculative store bypass and no indirect branch speculation across programs
 *                        (Documentation/userspace-api/spec_ctrl.rst)
 *   core scheduling      with simultaneous multithreading, no other program on the sibling of this one's core meanwhile
 *                        (Documentation/admin-guide/hw-vuln/core-scheduling.rst)
 *
 * Headers of Debian 12 know Landlock's first version only, so the later fields are written out here.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct landlock_ruleset {
	uint64_t handled_access_fs, handled_access_net, scoped;
};
struct landlock_beneath {
	uint64_t allowed_access;
	int32_t parent_fd;
} __attribute__((packed));

enum { RULESET_VERSION = 1, RULE_PATH_BENEATH = 1 };
enum {
	FS_EXECUTE = 1 << 0, FS_WRITE_FILE = 1 << 1, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3, FS_REMOVE_DIR = 1 << 4,
	FS_REMOVE_FILE = 1 << 5, FS_MAKE_CHAR = 1 << 6, FS_MAKE_DIR = 1 << 7, FS_MAKE_REG = 1 << 8, FS_MAKE_SOCK = 1 << 9,
	FS_MAKE_FIFO = 1 << 10, FS_MAKE_BLOCK = 1 << 11, FS_MAKE_SYM = 1 << 12, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14,
	FS_IOCTL_DEV = 1 << 15,
};
enum { NET_BIND_TCP = 1 << 0, NET_CONNECT_TCP = 1 << 1, SCOPE_ABSTRACT_SOCKETS = 1 << 0, SCOPE_SIGNALS = 1 << 1 };

static const uint64_t READING = FS_EXECUTE | FS_READ_DIR;
static const uint64_t MAKING = FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK | FS_MAKE_FIFO |
			       FS_MAKE_SYM | FS_REFER | FS_TRUNCATE;

/* All rights that this version of Landlock knows, but the one to read a file: /dev/stdin is a file of no folder of the box. */
static uint64_t known_rights(long version)
{
	uint64_t rights = ((1 << 13) - 1) & ~(uint64_t)FS_READ_FILE;
	if (version >= 2) rights |= FS_REFER;
	if (version >= 3) rights |= FS_TRUNCATE;
	if (version >= 5) rights |= FS_IOCTL_DEV;
	return rights;
}

static bool allow_below(int ruleset, const char *path, uint64_t rights)
{
	struct landlock_beneath rule = {rights, open(path, O_PATH | O_CLOEXEC)};
	if (rule.parent_fd < 0) return false;
	bool done = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent_fd);
	return done;
}

static bool fasten_landlock(void)
{
	static const char *const writable[] = {"/work", "/tmp", "/dev/shm"};
	static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, RULESET_VERSION);
	if (version < 1) return false;
	struct landlock_ruleset wanted = {
		.handled_access_fs = known_rights(version),
		.handled_access_net = version >= 4 ? NET_BIND_TCP | NET_CONNECT_TCP : 0,
		.scoped = version >= 6 ? SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS : 0,
	};
	size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
	if (ruleset < 0) return false;
	bool done = allow_below(ruleset, "/", READING);
	for (size_t i = 0; i < sizeof writable / sizeof *writable; i++)
		done = done && allow_below(ruleset, writable[i], (READING | MAKING) & wanted.handled_access_fs);
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		done = done && allow_below(ruleset, devices[i], (FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV) & wanted.handled_access_fs);
	done = done && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return done;
}

static bool fasten_speculation(void)
{
	enum { SET_SPECULATION_CTRL = 53, STORE_BYPASS = 0, INDIRECT_BRANCH = 1, FORCE_DISABLE = 8 };
	bool some = prctl(SET_SPECULATION_CTRL, STORE_BYPASS, FORCE_DISABLE, 0, 0) == 0;
	return prctl(SET_SPECULATION_CTRL, INDIRECT_BRANCH, FORCE_DISABLE, 0, 0) == 0 || some;
}

static bool fasten_core(void)
{
	enum { SCHED_CORE = 62, CREATE = 1, SCOPE_THREAD = 0 };
	return prctl(SCHED_CORE, CREATE, 0, SCOPE_THREAD, 0) == 0;
}

unsigned belts_fasten(void)
{
	return (fasten_landlock() ? EXTRA_LANDLOCK : 0) | (fasten_speculation() ? EXTRA_SPECULATION : 0) | (fasten_core() ? EXTRA_CORE : 0);
}

void belts_name(unsigned extras, char *text, size_t room)
{
	snprintf(text, room, "%s%s%s", extras & EXTRA_LANDLOCK ? "landlock " : "", extras & EXTRA_SPECULATION ? "speculation-control " : "",
		 extras & EXTRA_CORE ? "core-scheduling " : "");
}
