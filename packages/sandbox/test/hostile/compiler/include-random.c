/*
 * Attack: includes a device that never ends and is never the same.
 * Incident: compiler-explorer-419
 * Expect: exited 1 | memory-limit | cpu-limit | output-limit
 * Limits: cpuTimeMs=1500 memoryBytes=268435456
 */
#include "/dev/urandom"
int main(void) { return 0; }
