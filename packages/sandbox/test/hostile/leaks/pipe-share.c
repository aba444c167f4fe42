/*
 * Attack: uses up what one user may have of pipes, so that the run beside it gets small ones.
 * Incident: isolate-channels
 * Expect: exited 0 | memory-limit
 * Beside: a b
 */
#include "meeting.h"
/* How much a new pipe holds, by filling it: asking for its size is refused. */
static long room(void)
{
	static char piece[4096];
	int ends[2];
	long size = 0;
	if (pipe2(ends, O_NONBLOCK) < 0) return 0;
	for (long put; (put = write(ends[1], piece, sizeof piece)) > 0;) size += put;
	return size;
}

static void look(void) { int ends[2]; if (pipe(ends) == 0) { close(ends[0]); close(ends[1]); } }
int main(int count, char **arguments)
{
	int ends[2];
	if (arguments[count - 1][0] == 'a') {
		for (int i = 0; i < 400 && pipe(ends) == 0; i++) fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
	} else {
		usleep(100000);
		if (room() < 65536) puts("BREACH: a small pipe");
	}
	return meet(look);
}
