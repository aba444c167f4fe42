/*
 * Attack: opens descriptors of every kind without closing one.
 * Incident: resource-bombs
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
int main(void)
{
	int highest = 0, ends[2], fd;
	for (int i = 0; i < 2000; i++) {
		if ((fd = epoll_create1(0)) > highest) highest = fd;
		if ((fd = eventfd(0, 0)) > highest) highest = fd;
		if ((fd = timerfd_create(CLOCK_MONOTONIC, 0)) > highest) highest = fd;
		if (pipe(ends) == 0 && ends[1] > highest) highest = ends[1];
		if ((fd = open("/work", O_RDONLY)) > highest) highest = fd;
	}
	if (highest >= 1024) printf("BREACH: descriptor %d\n", highest);
	return safe();
}
