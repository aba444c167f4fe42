/*
 * Attack: is ended for a call that no program needs; the next run must not be told of it.
 * Incident: isolate-channels report-names-calls
 * Expect: syscall-refused #999
 * Violations: #999
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
int main(int count, char **arguments) { if (arguments[count - 1][1] == 'e') syscall(999); return 0; }
