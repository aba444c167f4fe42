/*
 * Attack: a fork bomb, a hundred of them.
 * Incident: piston-629 fork-bomb
 * Expect: cpu-limit | wall-limit
 * Limits: cpuTimeMs=20 wallTimeMs=1000 processCount=8
 * Times: 100
 */
#include "../attack.h"
int main(void) { for (;;) fork(); }
