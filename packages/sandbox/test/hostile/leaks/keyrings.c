/*
 * Attack: keys in each keyring: of the thread, the process, the session, the user, the user's session.
 * Incident: isolate-channels
 * Expect: exited 0
 * Violations: add_key keyctl
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
static void look(void)
{
	for (long ring = -8; ring < 0; ring++) {
		must_fail(syscall(SYS_add_key, "user", "trace", "x", 1, ring), "add_key");
		must_fail(syscall(SYS_keyctl, 10 /* SEARCH */, ring, "user", "trace", 0), "keyctl search");
		must_fail(syscall(SYS_keyctl, 0, ring, 0), "keyctl get id");
	}
	must_fail(syscall(SYS_request_key, "user", "trace", 0, 0), "request_key");
	must_fail(open("/proc/keys", O_RDONLY), "/proc/keys");
	must_fail(open("/proc/key-users", O_RDONLY), "/proc/key-users");
}
int main(int count, char **arguments) { look(); return arguments[count - 1][1] ? 0 : meet(look); }
