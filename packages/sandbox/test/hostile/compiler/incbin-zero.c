/*
 * Attack: has the assembler put a device that never ends into the program.
 * Incident: compiler-explorer-419
 * Expect: exited 1 | exited 4 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=3000 memoryBytes=268435456 diskBytes=33554432
 */
__asm__(".section .rodata\n.incbin \"/dev/zero\"");
int main(void) { return 0; }
