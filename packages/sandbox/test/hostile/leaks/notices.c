/*
 * Attack: asks to be told when the run beside it reads a file of both.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: inotify_init1 fanotify_init fcntl
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	int fd = open("/box", O_RDONLY | O_DIRECTORY);
	must_fail(syscall(SYS_inotify_init1, 0), "inotify_init1");
	must_fail(syscall(SYS_fanotify_init, 0, 0), "fanotify_init");
	must_fail(fcntl(fd, F_NOTIFY, DN_ACCESS | DN_MULTISHOT), "F_NOTIFY");
	must_fail(fcntl(fd, F_SETLEASE, F_RDLCK), "F_SETLEASE");
	close(fd);
}
int main(void) { return meet(look); }
