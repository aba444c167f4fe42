/* Two runs at the same time: each says from when to when it was there, so that the test knows whether they met. */
#ifndef MEETING_H
#define MEETING_H
#include "../attack.h"
#include <time.h>

static inline long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Calls `look` again and again for a third of a second, then tells the time of it. */
static inline int meet(void (*look)(void))
{
	long from = now_ms(), to = from;
	for (; to - from < 330; to = now_ms()) {
		look();
		usleep(5000);
	}
	printf("met %ld %ld\n", from, to);
	return 0;
}
#endif
