/* Makes the system calls of the given numbers, with arguments that are wrong for each of them; prints number and errno. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char **arguments)
{
	for (int i = 1; i < count; i++) {
		long number = strtol(arguments[i], NULL, 10);
		errno = 0;
		long result = syscall(number, -1, -1, -1, -1, -1, -1);
		printf("%ld %ld\n", number, result < 0 ? (long)errno : 0L);
		fflush(stdout);
	}
	return 0;
}
