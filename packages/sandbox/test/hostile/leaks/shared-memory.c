/*
 * Attack: System V shared memory, by key (as a pooled container of go-sandbox kept it).
 * Incident: isolate-channels pooled-container
 * Expect: exited 0
 * Violations: shmget
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	must_fail(syscall(SYS_shmget, 4711, 4096, 0666), "shmget of the other's key");
	must_fail(syscall(SYS_shmget, 4711, 4096, 01666), "shmget to create");
	must_fail(syscall(SYS_shmctl, 0, 13 /* SHM_STAT */, 0), "shmctl");
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
