/*
 * Attack: stops the processor, which only the kernel may.
 * Incident: judge0-298
 * Expect: signaled SIGSEGV
 */
int main(void) { __asm__ volatile("cli; hlt"); }
