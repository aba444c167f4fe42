/*
 * Attack: message queues of both kinds.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: msgget mq_open
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	char text[64];
	must_fail(syscall(SYS_msgget, 4713, 01666), "msgget");
	must_fail(syscall(SYS_msgrcv, 0, text, 8, 0, 04000), "msgrcv");
	must_fail(syscall(SYS_mq_open, "queue", O_CREAT | O_RDWR | O_NONBLOCK, 0666, 0), "mq_open");
	must_fail(open("/dev/mqueue/queue", O_RDWR), "/dev/mqueue");
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
