/*
 * Attack: ten processes print, each less than the limit.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=100000
 * Output: 100000
 */
#include "attack.h"
int main(void)
{
	static char text[20000];
	memset(text, 'x', sizeof text);
	for (int i = 0; i < 10; i++) if (fork() == 0) { for (size_t n = 0; n < sizeof text; n += 100) write(1, text + n, 100); _exit(0); }
	while (wait(NULL) > 0) {}
	return 0;
}
