/*
 * The start of a program, and how a filter knows it from every later execve.
 *
 * execve has three arguments, but a filter sees six registers. profile_execute puts three secret words into the rest, and the
 * rule wants to find them there (profile.c). They are made by chance in each helper; execve clears the registers; a program
 * can read neither its filter nor the memory of helper and init, and 192 bits can't be guessed. It costs a run nothing: no
 * call is stopped, none answered. A program that was forked from a template never executes, and clears the filter from its
 * memory before it begins (fork.c).
 */
#include "profile.h"

#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint64_t words[3];

const uint64_t *start_words(void)
{
	if (!words[0] && getrandom(words, sizeof words, 0) != sizeof words) words[0] = 0;
	return words[0] ? words : NULL;
}

int profile_execute(const char *file, char *const *argv, char *const *envp)
{
	return (int)syscall(SYS_execve, file, argv, envp, words[0], words[1], words[2]);
}
