// Signals to itself: handlers, masks, waiting, a stack of its own for a fault that is survived.

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t seen;
static sigjmp_buf back;
static void note(int number) { seen = number; }
static void leap(int number) { siglongjmp(back, number); }
int main(void)
{
	struct sigaction action = {}; action.sa_handler = note;
	sigaction(SIGUSR1, &action, NULL);
	signal(SIGTERM, note);
	signal(SIGPIPE, SIG_IGN);
	raise(SIGUSR1);
	if (seen != SIGUSR1) return 1;
	kill(getpid(), SIGTERM);
	if (seen != SIGTERM) return 2;
	sigset_t set, pending;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGUSR2);
	sigpending(&pending);
	int got;
	if (!sigismember(&pending, SIGUSR2) || sigwait(&set, &got) || got != SIGUSR2) return 3;
	struct timespec none = {0, 1000};
	sigtimedwait(&set, NULL, &none);
	sigqueue(getpid(), SIGUSR1, sigval{});
	stack_t stack = {}; stack.ss_sp = malloc(1 << 16); stack.ss_size = 1 << 16;
	sigaltstack(&stack, NULL);
	struct sigaction fault = {}; fault.sa_handler = leap; fault.sa_flags = SA_ONSTACK;
	sigaction(SIGSEGV, &fault, NULL);
	if (sigsetjmp(back, 1) == 0) *(volatile int *)nullptr = 1;
	signal(SIGABRT, leap);
	if (sigsetjmp(back, 1) == 0) abort();
	sigemptyset(&set);
	signal(SIGALRM, note);
	alarm(1);
	sigsuspend(&set);
	puts("ok");
}
