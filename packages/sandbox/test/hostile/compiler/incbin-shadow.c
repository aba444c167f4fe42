/*
 * Attack: has the assembler put a file of the host into the program.
 * Incident: DMOJ-318
 * Expect: exited 1
 * Collected: nothing
 */
__asm__(".section .rodata\n.incbin \"/etc/shadow\"");
int main(void) { return 0; }
