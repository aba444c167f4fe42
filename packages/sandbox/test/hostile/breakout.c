/*
 * Attack: climbs out of the root: upwards, by open folders, by links that the kernel makes, by handles of files.
 * Incident: CVE-2024-21626 chroot-breakout setns
 * Expect: exited 0
 * Violations: chroot name_to_handle_at open_by_handle_at
 * Arguments: {file}
 * Stdout: safe
 */
#include "attack.h"
static void must_not_see(const char *path) { must_fail(access(path, F_OK), path); }
int main(int count, char **arguments)
{
	char path[8192] = "/work", handle[128] = {0};
	struct stat root, above;
	const char *file = arguments[count - 1];
	for (int i = 0; i < 200; i++) strcat(path, "/..");
	strcat(path, file);
	must_not_see(path);
	must_not_see(file);
	const char *const ways[] = {"/proc/self/root", "/proc/self/cwd/../..", "/proc/1/root", "/proc/1/cwd", "/proc/self/fd/0/..", "/proc/self/task/2/root"};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) { snprintf(path, sizeof path, "%s%s", ways[i], file); must_not_see(path); }
	int folder = open("/work", O_RDONLY | O_DIRECTORY);
	mkdir("/work/jail", 0700);
	must_fail(chroot("/work/jail"), "chroot");
	if (fchdir(folder) == 0) for (int i = 0; i < 100; i++) if (chdir("..") < 0) break;
	if (stat(".", &above) || stat("/", &root) || above.st_ino != root.st_ino || above.st_dev != root.st_dev) puts("BREACH: above the root");
	int mount_id;
	*(unsigned *)handle = 64;
	must_fail(syscall(SYS_name_to_handle_at, AT_FDCWD, "/", handle, &mount_id, 0), "name_to_handle_at");
	must_fail(syscall(SYS_open_by_handle_at, folder, handle, O_RDONLY), "open_by_handle_at");
	must_fail(open("/proc/self/ns/mnt", O_RDONLY) < 0 ? -1 : syscall(SYS_setns, open("/proc/self/ns/mnt", O_RDONLY), 0), "setns");
	return safe();
}
