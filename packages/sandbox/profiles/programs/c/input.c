/* Ways to read and write: buffered, raw, in pieces, waited for, by way of a pipe to itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
int main(void)
{
	char text[64] = "";
	struct stat status;
	setvbuf(stdout, NULL, _IOLBF, 0);
	fstat(0, &status);
	if (isatty(0) || isatty(1)) return 1;
	struct winsize size;
	int waiting;
	ioctl(1, TIOCGWINSZ, &size);
	ioctl(0, FIONREAD, &waiting);
	struct pollfd readable = {.fd = 0, .events = POLLIN};
	if (poll(&readable, 1, 1000) < 0) return 2;
	fd_set set;
	FD_ZERO(&set);
	FD_SET(0, &set);
	if (select(1, &set, NULL, NULL, NULL) != 1) return 3;
	if (status.st_size > 0) {
		void *input = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, 0, 0);
		if (input == MAP_FAILED) return 4;
	}
	lseek(0, 0, SEEK_CUR);
	int word;
	if (scanf("%d", &word) < 0) word = 0;
	while (getchar() != EOF) {}
	int ends[2];
	if (pipe(ends) || write(ends[1], "abc", 3) != 3) return 5;
	struct iovec parts[2] = {{text, 1}, {text + 1, 2}};
	if (readv(ends[0], parts, 2) != 3 || strcmp(text, "abc")) return 6;
	fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	if (read(ends[0], text, 1) >= 0) return 7;
	int copy = dup(1), third = dup2(1, 20), fourth = fcntl(1, F_DUPFD, 30);
	if (copy < 0 || third != 20 || fourth < 30) return 8;
	if (writev(copy, (struct iovec[]){{"o", 1}, {"k\n", 2}}, 2) != 3) return 9;
	close(copy);
}
