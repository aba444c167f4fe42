/*
 * Attack: moves the place in a section far ahead.
 * Incident: large-binaries
 * Expect: exited 1 | exited 4 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=5000
 * Collected: nothing
 */
__asm__(".section .rodata\n.org 0xffffffff\n.byte 1\n.text");
int main(void) { return 0; }
