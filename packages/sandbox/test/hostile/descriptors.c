/*
 * Attack: looks for descriptors that were left open (CVE-2024-21626).
 * Incident: CVE-2024-21626
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	for (int fd = 3; fd < 1024; fd++) if (fcntl(fd, F_GETFD) >= 0) printf("BREACH: descriptor %d\n", fd);
	struct stat s;
	if (fstat(0, &s) == 0 && S_ISSOCK(s.st_mode)) puts("BREACH: standard input is a socket");
	if (fstat(1, &s) < 0 || !S_ISFIFO(s.st_mode)) puts("BREACH: standard output is no pipe");
	return safe();
}
