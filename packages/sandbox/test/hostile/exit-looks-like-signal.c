/*
 * Attack: ends with the code by which shells tell SIGKILL, to be taken for a victim of a limit.
 * Incident: judge0-298
 * Expect: exited 137
 */
int main(void) { return 128 + 9; }
