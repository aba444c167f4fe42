/*
 * Attack: reads a file that both can see, and looks whether the other has read it: times of access.
 * Incident: isolate-channels
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
int main(int count, char **arguments)
{
	struct stat s;
	char byte;
	if (arguments[count - 1][1] == 'e') {
		int fd = open("/box/marker", O_RDONLY);
		if (read(fd, &byte, 1) != 1) puts("no marker");
		return 0;
	}
	if (stat("/box/marker", &s) < 0) puts("no marker");
	if (s.st_atim.tv_sec > s.st_mtim.tv_sec || (s.st_atim.tv_sec == s.st_mtim.tv_sec && s.st_atim.tv_nsec > s.st_mtim.tv_nsec)) puts("BREACH: somebody has read it");
	return 0;
}
