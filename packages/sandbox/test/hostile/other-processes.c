/*
 * Attack: looks for processes other than itself, of the host or of another run.
 * Incident: proc-of-others
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <dirent.h>
int main(void)
{
	DIR *folder = opendir("/proc");
	for (struct dirent *e; (e = readdir(folder));)
		if (atoi(e->d_name) > 0 && atoi(e->d_name) != getpid()) printf("BREACH: process %s\n", e->d_name);
	if (getpid() != 2 || getppid() != 1) printf("BREACH: pid %d of %d\n", getpid(), getppid());
	return safe();
}
