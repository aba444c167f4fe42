/*
 * Attack: sleeps, so that no CPU time is used.
 * Incident: sleepers
 * Expect: wall-limit
 * Limits: wallTimeMs=300
 */
#include <unistd.h>
int main(void) { for (;;) pause(); }
