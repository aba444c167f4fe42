/*
 * Attack: an instruction that doesn't exist.
 * Incident: judge0-298
 * Expect: signaled SIGILL
 */
int main(void) { __builtin_trap(); }
