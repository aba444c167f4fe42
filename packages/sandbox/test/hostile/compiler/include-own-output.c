/*
 * Attack: has the compiler wait without using a core: for what it prints itself.
 * Incident: sleepers go-judge-176
 * Limits: wallTimeMs=600
 * Expect: wall-limit
 */
#include "/proc/self/fd/1"
#include "/proc/self/fd/2"
int main(void) { return 0; }
