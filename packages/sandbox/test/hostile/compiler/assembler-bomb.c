/*
 * Attack: a loop in the assembler that never ends.
 * Incident: template-bombs
 * Expect: exited 1 | memory-limit | cpu-limit | output-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
__asm__(".macro m\nm2\nm2\n.endm\n.macro m2\n.rept 100000000\nnop\n.endr\n.endm\nm");
int main(void) { return 0; }
