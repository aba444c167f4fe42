/*
 * Attack: stops at a breakpoint without a debugger.
 * Expect: signaled SIGTRAP
 */
int main(void) { __asm__ volatile("int3"); }
