/*
 * Attack: writes through a null pointer.
 * Expect: signaled SIGSEGV
 */
int main(void) { *(volatile int *)0 = 1; }
