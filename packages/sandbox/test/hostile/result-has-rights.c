/*
 * Attack: results with set-user-id bits, strange names, times of long ago and far away.
 * Incident: CVE-2024-28189 go-judge-176
 * Phase: compile
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/time.h>
int main(void)
{
	static const char *const names[] = {"-rf", "a\nb", "\xff\xfe", "...", "`reboot`", "$(reboot)", "a b", "'", "C:\\x"};
	struct timeval never[2] = {{-1, 0}, {1l << 40, 0}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int fd = open(names[i], O_CREAT | O_WRONLY, 0644);
		fchmod(fd, 06777);
		futimes(fd, never);
		close(fd);
	}
	return safe();
}
