/* What the hostile programs share: an attack that succeeds says BREACH, one that was stopped says nothing; then `safe`. */
#ifndef ATTACK_H
#define ATTACK_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static inline void must_fail(long result, const char *what)
{
	if (result >= 0) printf("BREACH: %s gave %ld\n", what, result);
}

static inline int safe(void)
{
	puts("safe");
	return 0;
}
#endif
