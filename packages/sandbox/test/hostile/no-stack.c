/*
 * Attack: takes its own stack away and lets a signal come.
 * Incident: judge0-298
 * Expect: signaled SIGSEGV
 */
int main(void) { __asm__ volatile("xor %esp, %esp; push %rax"); }
