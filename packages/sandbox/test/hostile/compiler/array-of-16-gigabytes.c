/*
 * Attack: sixteen gigabytes of numbers that are not zero.
 * Incident: large-binaries
 * Expect: exited 1 | exited 4 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=5000
 * Collected: nothing
 */
int numbers[4000000000u] = {1};
int main(void) { return numbers[7]; }
