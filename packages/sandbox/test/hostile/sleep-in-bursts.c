/*
 * Attack: wakes up every millisecond for nearly nothing, so that it is never idle for long.
 * Incident: sleepers
 * Expect: wall-limit
 * Limits: wallTimeMs=300
 */
#include <unistd.h>
int main(void) { for (;;) usleep(1000); }
