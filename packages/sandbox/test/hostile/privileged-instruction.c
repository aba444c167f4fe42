/*
 * Attack: stops the processor, which only the kernel may.
 * Expect: signaled SIGSEGV
 */
int main(void) { __asm__ volatile("cli; hlt"); }
