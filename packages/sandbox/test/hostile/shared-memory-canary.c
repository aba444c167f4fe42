/*
 * Attack: attaches the host's shared memory segment by its number.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: shmat shmctl
 * Arguments: {shm}
 * Stdout: safe
 */
#include "attack.h"
int main(int count, char **arguments)
{
	int id = atoi(arguments[count - 1]);
	must_fail(syscall(SYS_shmat, id, 0, 010000), "shmat");
	must_fail(syscall(SYS_shmctl, id, 0, 0), "shmctl");
	must_fail(open("/proc/sysvipc/shm", O_RDONLY), "/proc/sysvipc/shm");
	return safe();
}
