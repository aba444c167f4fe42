/*
 * Attack: the network: internet, local, packet, netlink, vsock.
 * Incident: CVE-2024-29021
 * Expect: exited 0
 * Violations: socket socketpair
 * Stdout: safe
 */
#include "attack.h"
#include <sys/socket.h>
int main(void)
{
	int pair[2];
	must_fail(socket(AF_INET, SOCK_STREAM, 0), "inet");
	must_fail(socket(AF_INET6, SOCK_DGRAM, 0), "inet6");
	must_fail(socket(AF_UNIX, SOCK_STREAM, 0), "unix");
	must_fail(socket(AF_NETLINK, SOCK_RAW, 0), "netlink");
	must_fail(socket(17, SOCK_RAW, 0), "packet");
	must_fail(socket(40, SOCK_STREAM, 0), "vsock");
	must_fail(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
	return safe();
}
