/*
 * Attack: writes through a null pointer.
 * Incident: judge0-298
 * Expect: signaled SIGSEGV
 */
int main(void) { *(volatile int *)0 = 1; }
