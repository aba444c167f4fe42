/*
 * Attack: changes the input that later runs will get.
 * Incident: tampering
 * Expect: exited 0
 * Stdin: 1 2 3
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	must_fail(write(0, "x", 1), "write");
	must_fail(ftruncate(0, 0), "ftruncate");
	must_fail(open("/dev/stdin", O_RDWR), "open for writing");
	must_fail(fchmod(0, 0777), "fchmod");
	return safe();
}
