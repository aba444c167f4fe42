/*
 * Attack: includes what the compiler gets as its input, and waits if there is none.
 * Incident: DMOJ-318
 * Expect: exited 0 | exited 1
 */
#include "/dev/stdin"
int main(void) { return 0; }
