/*
 * What this container really is. Node asked the engine for it; an engine may ignore an option (an old one, a rootless one,
 * a setting of its daemon), so each fact is looked at from inside, and a layer that is not there is never reported.
 */
#include "launcher.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

static size_t read_file(const char *path, char *text, size_t room)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? 0 : read(fd, text, room - 1);
	if (fd >= 0) close(fd);
	text[size > 0 ? size : 0] = 0;
	return size > 0 ? (size_t)size : 0;
}

static bool has_no_capability(void)
{
	for (unsigned long capability = 0; capability <= 63; capability++)
		if (prctl(PR_CAPBSET_READ, capability) == 1) return false;
	return true;
}

/* /proc/net/dev: two lines of titles, then one line for each interface. */
static bool has_loopback_only(void)
{
	char text[4096];
	size_t lines = 0;
	if (read_file("/proc/net/dev", text, sizeof text) == 0) return false;
	for (char *at = text; (at = strchr(at, '\n')); at++) lines++;
	return lines == 2 || (lines == 3 && strstr(text, " lo:"));
}

/* The initial user namespace maps every id to itself. */
static bool has_user_namespace(void)
{
	char text[256];
	unsigned inside, outside, length;
	read_file("/proc/self/uid_map", text, sizeof text);
	return sscanf(text, "%u %u %u", &inside, &outside, &length) == 3 && !(inside == 0 && outside == 0 && length == 4294967295u);
}

static bool is_mounted(const char *path, unsigned long flags)
{
	struct statvfs status;
	return statvfs(path, &status) == 0 && (status.f_flag & flags) == flags;
}

static void fact(const char *name, bool holds)
{
	if (holds) reply_text("fact", name);
}

void facts_say(void)
{
	unsigned long tmpfs = ST_NOSUID | ST_NODEV;
	reply_begin("ready");
	fact("plain-user", getuid() == PROGRAM_ID && geteuid() == PROGRAM_ID && getpid() == 1);
	fact("no-new-privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	fact("no-capability", has_no_capability());
	fact("user-namespace", has_user_namespace());
	fact("read-only-root", is_mounted("/", ST_RDONLY) && is_mounted("/.letscode", ST_RDONLY));
	fact("fresh-folders", is_mounted("/work", tmpfs) && is_mounted("/tmp", tmpfs) && is_mounted("/dev/shm", tmpfs | ST_NOEXEC));
	fact("no-sys", access("/sys/kernel", F_OK) < 0);
	fact("no-network", has_loopback_only());
	reply_end();
	say_flush();
}
