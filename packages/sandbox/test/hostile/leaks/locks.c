/*
 * Attack: locks on a file that both read, and asks who holds one.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: flock fcntl
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
#include <sys/file.h>
static void look(void)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	int fd = open("/box/locks", O_RDONLY);
	must_fail(flock(fd, LOCK_SH), "flock");
	must_fail(fcntl(fd, F_OFD_SETLK, &lock), "F_OFD_SETLK");
	must_fail(fcntl(fd, F_GETLK, &lock), "F_GETLK");
	must_fail(fcntl(fd, 1025 /* F_GETLEASE */), "F_GETLEASE");
	must_fail(open("/proc/locks", O_RDONLY), "/proc/locks");
	close(fd);
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
