/*
 * Attack: leaves daemons that ignore every signal; looks for processes of the run before or beside it, and signals them.
 * Incident: isolate-channels compiler-explorer-854
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
#include <dirent.h>
#include <signal.h>
static void look(void)
{
	DIR *folder = opendir("/proc");
	for (struct dirent *e; (e = readdir(folder));) {
		int pid = atoi(e->d_name);
		if (pid > 0 && pid != getpid()) printf("BREACH: process %d\n", pid);
	}
	closedir(folder);
	kill(-1, SIGKILL);
}
int main(int count, char **arguments)
{
	const char *own = arguments[count - 1];
	if (!strcmp(own, "leave"))
		for (int i = 0; i < 5; i++)
			if (fork() == 0) { setsid(); for (int k = 1; k < 65; k++) signal(k, SIG_IGN); if (fork() > 0) _exit(0); for (;;) pause(); }
	if (strcmp(own, "leave")) look();
	return own[1] ? 0 : meet(look);
}
