/*
 * Attack: types into the terminal of whoever started the sandbox (CVE-2017-5226).
 * Incident: CVE-2017-5226
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/ioctl.h>
#include <termios.h>
int main(void)
{
	for (int fd = 0; fd < 3; fd++) must_fail(ioctl(fd, TIOCSTI, "x"), "TIOCSTI");
	if (getsid(0) != getpid()) puts("BREACH: not its own session");
	return safe();
}
