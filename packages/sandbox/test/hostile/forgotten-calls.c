/*
 * Attack: the calls that deny-lists forget: creat, openat2, execveat, renameat2, the newer doors to old rooms.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <linux/openat2.h>
int main(void)
{
	struct open_how how = {.flags = O_WRONLY | O_CREAT, .mode = 0600};
	must_fail(creat("/etc/new", 0600), "creat");
	must_fail(creat("/box/new", 0600), "creat beside the program");
	must_fail(syscall(SYS_openat2, AT_FDCWD, "/usr/new", &how, sizeof how), "openat2");
	must_fail(syscall(SYS_renameat2, AT_FDCWD, "/work", AT_FDCWD, "/tmp", 2), "renameat2 of the two folders");
	must_fail(syscall(SYS_execveat, AT_FDCWD, "/etc/ld.so.cache", NULL, NULL, 0), "execveat");
	must_fail(linkat(AT_FDCWD, "/proc/self/exe", AT_FDCWD, "/work/exe", AT_SYMLINK_FOLLOW), "linkat");
	return safe();
}
