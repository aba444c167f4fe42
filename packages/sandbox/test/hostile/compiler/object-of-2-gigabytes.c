/*
 * Attack: a section of two gigabytes.
 * Incident: large-binaries
 * Expect: exited 1 | exited 4 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=5000
 * Collected: nothing
 */
__asm__(".data\n.fill 0x7fffffff, 1, 0x41\n.text");
int main(void) { return 0; }
