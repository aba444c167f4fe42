/*
 * Attack: an instruction that doesn't exist.
 * Expect: signaled SIGILL
 */
int main(void) { __builtin_trap(); }
