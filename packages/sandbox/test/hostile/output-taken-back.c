/*
 * Attack: reads from its own output, and from standard error, what the host should get.
 * Incident: held-pipes
 * Expect: exited 0
 */
#include "attack.h"
int main(void)
{
	char back[64];
	int out = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK), error = open("/dev/stderr", O_RDWR | O_NONBLOCK);
	for (int i = 0; i < 1000; i++) { write(1, "x", 1); read(out, back, sizeof back); read(error, back, sizeof back); }
	must_fail(lseek(1, 0, SEEK_SET), "seek in the output");
	must_fail(ftruncate(1, 0), "cut the output");
	return 0;
}
