/*
 * Attack: asks the kernel to send signals to others when something happens to its pipes.
 * Incident: held-pipes signals-to-others
 * Expect: exited 0
 * Violations: fcntl
 * Stdout: safe
 */
#include "attack.h"
#include <sys/ioctl.h>
int main(void)
{
	must_fail(fcntl(1, F_SETOWN, -1), "F_SETOWN");
	must_fail(fcntl(1, F_SETSIG, 9), "F_SETSIG");
	must_fail(fcntl(0, F_NOTIFY, 1), "F_NOTIFY");
	int on = 1, owner = 1;
	ioctl(1, FIOASYNC, &on);
	ioctl(1, 0x8901 /* FIOSETOWN */, &owner);
	return safe();
}
