/* Programs that start others: fork, vfork, exec, a shell with pipes, waiting in all ways, groups, signals to children, a FIFO. */
#define _GNU_SOURCE
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
int main(void)
{
	int status, ends[2];
	char text[32] = "";
	siginfo_t info;
	if (pipe(ends)) return 1;
	pid_t child = fork();
	if (child == 0) {
		setpgid(0, 0);
		dup2(ends[1], 1);
		execlp("sh", "sh", "-c", "printf '%s' hello | tr a-z A-Z; cd /tmp && echo x > y && test -s y && rm y", (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	if (status != 0 || read(ends[0], text, sizeof text) != 5 || strcmp(text, "HELLO")) return 2;
	if (vfork() == 0) execl("/bin/true", "true", (char *)NULL), _exit(127);
	if (wait(&status) < 0 || status != 0) return 3;
	char *arguments[] = {"sh", "-c", "exit 3", NULL};
	if (posix_spawnp(&child, "sh", NULL, NULL, arguments, environ) || waitid(P_PID, (id_t)child, &info, WEXITED) || info.si_status != 3) return 4;
	if (system("kill -0 $$; true &  wait; echo done >/dev/null") != 0) return 5;
	FILE *listing = popen("ls / | sort | head -n 1; umask; pwd; ulimit -n", "r");
	while (fgets(text, sizeof text, listing)) {}
	pclose(listing);
	if ((child = fork()) == 0) pause(), _exit(1);
	kill(child, SIGTERM);
	if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) return 6;
	if ((child = fork()) == 0) setsid(), _exit(0);
	if (wait4(child, &status, WUNTRACED, NULL) != child) return 7;
	if (mkfifo("/tmp/fifo", 0600) || system("echo x > /tmp/fifo & read y < /tmp/fifo; wait; test $y = x")) return 8;
	puts("ok");
}
