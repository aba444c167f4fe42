/*
 * Attack: a handler that returns to the fault it handles.
 * Incident: sleepers
 * Expect: cpu-limit
 * Limits: cpuTimeMs=150
 */
#include <signal.h>
static void again(int number) { (void)number; }
int main(void) { signal(SIGSEGV, again); *(volatile int *)8 = 1; }
