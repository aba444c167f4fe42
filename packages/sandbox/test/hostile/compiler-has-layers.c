/*
 * Attack: a compiler that attacks: it is no better off than a program under test.
 * Incident: DMOJ-318 compiler-explorer-854
 * Phase: compile
 * Profile: c
 * Expect: exited 0
 * Violations: socket unshare mount ptrace
 * Arguments: {file}
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/socket.h>
int main(int count, char **arguments)
{
	static const char *const paths[] = {"/etc/shadow", "/root/.ssh", "/home", "/sys", "/proc/1/environ", "/var/run/docker.sock"};
	must_fail(socket(AF_INET, SOCK_STREAM, 0), "socket");
	must_fail(unshare(CLONE_NEWUSER), "unshare");
	must_fail(mount("none", "/work", "tmpfs", 0, 0), "mount");
	must_fail(syscall(SYS_ptrace, 0, 0, 0, 0), "ptrace");
	must_fail(open(arguments[count - 1], O_RDONLY), "the canary");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(open(paths[i], O_RDONLY), paths[i]);
	must_fail(creat("/usr/include/stdio.h", 0644), "a header for the next one");
	must_fail(kill(1, SIGKILL), "kill init");
	return safe();
}
