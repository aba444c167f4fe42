/*
 * Attack: lets the assembler read the file, whose complaints quote it.
 * Incident: DMOJ-318
 * Expect: exited 1
 */
__asm__(".include \"/etc/passwd\"\n.include \"{file}\"");
int main(void) { return 0; }
