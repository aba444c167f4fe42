/*
 * Attack: changes the root, the toolchain, its own program.
 * Incident: tampering
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"/new", "/usr/new", "/usr/bin/sh", "/usr/lib/new", "/etc/passwd", "/etc/new", "/dev/new", "/box/new", "/proc/self/exe"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		must_fail(open(paths[i], O_WRONLY | O_CREAT, 0600), paths[i]);
		must_fail(chmod(paths[i], 0777), paths[i]);
		must_fail(unlink(paths[i]), paths[i]);
	}
	must_fail(symlink("/etc/shadow", "/etc/link"), "symlink");
	must_fail(mkdir("/usr/folder", 0700), "mkdir");
	return safe();
}
