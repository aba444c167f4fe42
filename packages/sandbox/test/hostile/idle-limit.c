/*
 * Attack: sleeps well below the wall limit; where idleness has a limit of its own, that one ends it.
 * Incident: sleepers
 * Expect: idle-limit | wall-limit
 * Limits: wallTimeMs=1000 idleTimeMs=200
 */
#include <unistd.h>
int main(void) { for (;;) pause(); }
