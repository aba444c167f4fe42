/*
 * Attack: signals to a run beside it through locks and notices on files that both can read.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: flock fcntl
 * Stdin: shared
 * Stdout: safe
 */
#include "attack.h"
#include <sys/file.h>
int main(void)
{
	static const char *const shared[] = {"/dev/stdin", "/box/file-locks", "/usr/lib"};
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
		int fd = open(shared[i], O_RDONLY);
		if (fd < 0) printf("cannot open %s\n", shared[i]);
		must_fail(flock(fd, LOCK_EX | LOCK_NB), "flock");
		must_fail(fcntl(fd, F_SETLK, &lock), "F_SETLK");
		must_fail(fcntl(fd, F_OFD_SETLK, &lock), "F_OFD_SETLK");
		must_fail(fcntl(fd, F_GETLK, &lock), "F_GETLK");
		must_fail(fcntl(fd, F_SETLEASE, F_RDLCK), "F_SETLEASE");
		must_fail(fcntl(fd, F_NOTIFY, DN_ACCESS | DN_MULTISHOT), "F_NOTIFY");
	}
	return safe();
}
