/*
 * Attack: a fork bomb that also leaves its session.
 * Incident: piston-629 fork-bomb
 * Expect: cpu-limit | wall-limit
 * Limits: cpuTimeMs=300 wallTimeMs=2000 processCount=16
 * Resource: process limit
 */
#include "attack.h"
int main(void) { for (;;) if (fork() == 0) setsid(); }
