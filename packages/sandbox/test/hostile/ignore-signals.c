/*
 * Attack: ignores every signal that can be ignored, then never ends.
 * Incident: sleepers
 * Expect: cpu-limit
 * Limits: cpuTimeMs=200
 */
#include <signal.h>
int main(void) { for (int i = 1; i < 65; i++) signal(i, SIG_IGN); for (;;) {} }
