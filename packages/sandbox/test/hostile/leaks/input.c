/*
 * Attack: reads on in its input and closes it, so that the next run finds less.
 * Incident: isolate-channels tampering
 * Stdin: one two three
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	char text[32] = "";
	ssize_t n = pread(0, text, 13, 0);
	if (n != 13 || strcmp(text, "one two three")) printf("BREACH: input is %s\n", text);
}
int main(int count, char **arguments)
{
	char text[32] = "";
	ssize_t n = read(0, text, sizeof text - 1);
	if (n != 13) printf("BREACH: first read gave %ld\n", (long)n);
	lseek(0, 5, SEEK_SET);
	fcntl(0, F_SETFL, O_NONBLOCK | O_APPEND);
	return arguments[count - 1][1] ? 0 : meet(look);
}
