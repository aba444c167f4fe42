/*
 * Attack: makes itself a set-user-id copy and starts it, and starts those of the system.
 * Incident: judge0-508
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/sendfile.h>
static void start(const char *path)
{
	pid_t child = fork();
	if (child == 0) { execl(path, path, "check", (char *)0); _exit(0); }
	waitpid(child, 0, 0);
}
int main(int count, char **arguments)
{
	if (count > 1) {
		if (geteuid() != getuid() || getegid() != getgid() || geteuid() == 0) puts("BREACH: another user");
		(void)arguments;
		return 0;
	}
	int from = open("/proc/self/exe", O_RDONLY), to = open("/work/copy", O_CREAT | O_WRONLY, 0700);
	while (sendfile(to, from, 0, 1 << 20) > 0) {}
	fchmod(to, 06755);
	close(to);
	start("/work/copy");
	must_fail(chown("/work/copy", 0, 0), "chown to init's user");
	return safe();
}
