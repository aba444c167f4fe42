/*
 * Attack: none; the exit code passes through as it is.
 * Expect: exited 42
 */
int main(void) { return 42; }
