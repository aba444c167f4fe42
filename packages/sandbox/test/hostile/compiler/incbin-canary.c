/*
 * Attack: has the assembler put the expected answer into the program.
 * Incident: DMOJ-318 expected-answer
 * Expect: exited 1
 * Collected: nothing
 */
__asm__(".section .rodata\n.incbin \"{file}\"");
int main(void) { return 0; }
