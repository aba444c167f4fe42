/*
 * Attack: stops at a breakpoint without a debugger.
 * Incident: judge0-298
 * Expect: signaled SIGTRAP
 */
int main(void) { __asm__ volatile("int3"); }
