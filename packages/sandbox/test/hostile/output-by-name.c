/*
 * Attack: prints through other names of the same output.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=50000
 * Output: 50000
 */
#include "attack.h"
int main(void)
{
	static char text[1000];
	memset(text, 'x', sizeof text);
	static const char *const names[] = {"/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "/proc/thread-self/fd/1"};
	for (int i = 0;; i++) { int fd = open(names[i % 4], O_WRONLY | O_APPEND); write(fd, text, sizeof text); close(fd); }
}
