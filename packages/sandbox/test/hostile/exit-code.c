/*
 * Attack: none; the exit code passes through as it is.
 * Incident: judge0-298
 * Expect: exited 42
 */
int main(void) { return 42; }
