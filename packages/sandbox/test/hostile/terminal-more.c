/*
 * Attack: other ways to a terminal: a new one, the controlling one, pasting, the console.
 * Incident: CVE-2017-5226
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/ioctl.h>
#include <termios.h>
int main(void)
{
	char paste[] = {3 /* TIOCL_PASTESEL */};
	static const char *const paths[] = {"/dev/tty", "/dev/ptmx", "/dev/pts/ptmx", "/dev/console", "/dev/tty1", "/dev/vcs", "/dev/tty0"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(open(paths[i], O_RDWR | O_NOCTTY), paths[i]);
	for (int fd = 0; fd < 3; fd++) {
		must_fail(ioctl(fd, TIOCSCTTY, 1), "TIOCSCTTY");
		must_fail(ioctl(fd, TIOCLINUX, paste), "TIOCLINUX");
		must_fail(ioctl(fd, TIOCCONS), "TIOCCONS");
		must_fail(ioctl(fd, 0x4b3a /* KDSETMODE */, 1), "KDSETMODE");
		must_fail(ioctl(fd, 0x80000000ul << 1 | TIOCSTI, "x"), "TIOCSTI with high bits");
	}
	if (isatty(0) || isatty(1) || isatty(2)) puts("BREACH: a terminal");
	if (tcgetsid(0) >= 0) puts("BREACH: a controlling terminal");
	return safe();
}
