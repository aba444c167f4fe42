/*
 * Attack: names of sockets without a file, and a server that the next run, or the one beside it, could call.
 * Incident: isolate-channels CVE-2024-29021
 * Expect: exited 0
 * Violations: socket
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
#include <sys/socket.h>
#include <sys/un.h>
static void look(void)
{
	struct sockaddr_un name = {AF_UNIX, "\0trace"};
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd >= 0 && connect(fd, (void *)&name, 8) == 0) puts("BREACH: the other's socket");
	if (fd >= 0 && bind(fd, (void *)&name, 8) < 0) puts("BREACH: the other's name");
	int vsock = socket(40, SOCK_STREAM, 0);
	must_fail(vsock, "vsock");
	close(fd);
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
