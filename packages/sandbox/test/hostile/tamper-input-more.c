/*
 * Attack: changes the input's attributes, or the file behind it by other ways than writing.
 * Incident: tampering
 * Expect: exited 0
 * Stdin: the input of this test
 * Stdout: safe
 */
#include "attack.h"
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/time.h>
int main(void)
{
	int flags = 0x10;
	must_fail(fchown(0, getuid(), getgid()), "fchown");
	must_fail(futimes(0, NULL), "futimes");
	must_fail(fallocate(0, 0, 0, 4096), "fallocate");
	must_fail(open("/proc/self/fd/0", O_WRONLY | O_TRUNC), "/proc/self/fd/0");
	must_fail(truncate("/dev/stdin", 0), "truncate");
	must_fail(linkat(AT_FDCWD, "/proc/self/fd/0", AT_FDCWD, "/work/input", AT_SYMLINK_FOLLOW), "linkat");
	must_fail(linkat(0, "", AT_FDCWD, "/work/input", AT_EMPTY_PATH), "linkat of the descriptor");
	must_fail(ioctl(0, 0x40086602 /* FS_IOC_SETFLAGS */, &flags), "FS_IOC_SETFLAGS");
	char *map = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0);
	if (map != MAP_FAILED) puts("BREACH: a writable mapping");
	map = mmap(0, 4096, PROT_READ, MAP_SHARED, 0, 0);
	if (map != MAP_FAILED) must_fail(mprotect(map, 4096, PROT_READ | PROT_WRITE), "mprotect");
	return safe();
}
