/*
 * Attack: one of two joined programs forks without end, while the other must answer as if it were alone
 * Expect: wall-limit | cpu-limit | idle-limit | signaled SIGPIPE | exited 0
 */
#include <unistd.h>

int main(void)
{
	if (write(1, "x\n", 2) != 2) return 1;
	for (;;) fork();
}
