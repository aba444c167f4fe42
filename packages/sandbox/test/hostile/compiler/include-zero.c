/*
 * Attack: includes a device that never ends.
 * Incident: compiler-explorer-419
 * Expect: exited 1 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=1500 memoryBytes=268435456
 */
#include "/dev/zero"
int main(void) { return 0; }
