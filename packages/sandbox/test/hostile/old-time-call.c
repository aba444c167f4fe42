/*
 * Attack: the fixed page of old kernels, whose calls some filters never see.
 * Incident: judger-deny-list
 * Expect: exited 0 | signaled SIGSEGV
 */
#include "attack.h"
int main(void)
{
	long (*old_time)(long *) = (long (*)(long *))0xffffffffff600400;
	return old_time(NULL) > 0 ? 0 : 1;
}
