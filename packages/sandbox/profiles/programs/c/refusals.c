/* What a box refuses politely, and a program lives with: a process, a network, a shell, a lock. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>
int main(void)
{
	if (fork() >= 0 || socket(AF_INET, SOCK_STREAM, 0) >= 0) return 1;
	if (system("true") == 0 || popen("true", "r")) return 2;
	int fd = open("/tmp/lock", O_CREAT | O_RDWR, 0600);
	if (flock(fd, LOCK_EX) == 0 || lockf(fd, F_LOCK, 0) == 0) return 3;
	if (nice(5) == 5) return 4;
	puts("ok");
}
