/*
 * Attack: objects that outlive a process, as a channel to another run.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: shmget semget msgget mq_open
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	must_fail(syscall(SYS_shmget, 1, 4096, 01600), "shmget");
	must_fail(syscall(SYS_semget, 1, 1, 01600), "semget");
	must_fail(syscall(SYS_msgget, 1, 01600), "msgget");
	must_fail(syscall(SYS_mq_open, "q", O_CREAT | O_RDWR, 0600, 0), "mq_open");
	return safe();
}
