/*
 * Attack: a fork bomb in which each process has a session of its own, so that no signal to a group reaches it.
 * Incident: piston-629 fork-bomb fork-bomb-setsid
 * Expect: cpu-limit | wall-limit
 * Limits: cpuTimeMs=200 wallTimeMs=2000 processCount=16
 * Resource: process limit
 */
#include "attack.h"
int main(void) { for (;;) if (fork() == 0) setsid(); }
