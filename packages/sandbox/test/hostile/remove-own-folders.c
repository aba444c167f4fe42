/*
 * Attack: takes away or exchanges the folders that the sandbox goes on to use.
 * Incident: go-judge-176
 * Phase: compile
 * Expect: exited 0
 * Collected: kept
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	must_fail(rename("/work", "/tmp/work"), "rename");
	must_fail(rmdir("/work"), "rmdir");
	must_fail(unlink("/work"), "unlink");
	must_fail(rmdir("/tmp"), "rmdir of /tmp");
	must_fail(symlink("/etc", "/work2"), "symlink");
	close(open("/work/kept", O_CREAT | O_WRONLY, 0644));
	return safe();
}
