/*
 * Attack: System V semaphores, by key.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: semget
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	must_fail(syscall(SYS_semget, 4712, 1, 01666), "semget");
	must_fail(syscall(SYS_semop, 0, 0, 0), "semop");
	must_fail(syscall(SYS_semctl, 0, 0, 12, 0), "semctl");
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
