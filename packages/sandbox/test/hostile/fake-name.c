/*
 * Attack: a name that looks like the fields behind it in /proc/PID/stat, with brackets and line ends.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=150
 */
#include <sys/prctl.h>
int main(void) { prctl(PR_SET_NAME, ") S 1\n1 (0 0 "); for (;;) {} }
