/*
 * Attack: a bomb of vfork, whose parents wait.
 * Incident: fork-bomb fork-bomb-vfork
 * Expect: cpu-limit | wall-limit | memory-limit | signaled SIGSEGV
 * Limits: cpuTimeMs=300 wallTimeMs=2000 processCount=16
 * Resource: process limit
 */
#include "attack.h"
int main(void) { for (;;) vfork(); }
