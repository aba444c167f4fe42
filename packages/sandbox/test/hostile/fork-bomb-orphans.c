/*
 * Attack: a fork bomb of double forks: every parent dies at once, so that nobody knows the tree.
 * Incident: fork-bomb fork-bomb-double
 * Expect: cpu-limit | wall-limit | exited 0
 * Limits: cpuTimeMs=200 wallTimeMs=2000 processCount=16
 */
#include "attack.h"
int main(void) { for (;;) if (fork() > 0) _exit(0); }
