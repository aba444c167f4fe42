/*
 * Attack: refused calls without end, to keep the supervisor busy.
 * Incident: piston-629
 * Expect: cpu-limit | wall-limit
 * Violations: ptrace
 * Limits: cpuTimeMs=200 wallTimeMs=1000
 */
#include "attack.h"
int main(void) { for (;;) syscall(SYS_ptrace, 0, 0, 0, 0); }
