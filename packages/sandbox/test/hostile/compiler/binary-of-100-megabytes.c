/*
 * Attack: a program larger than what a compile step may hand on.
 * Incident: large-binaries
 * Expect: exited 0
 * Resource: not all files could be collected
 * Collected: nothing
 */
const char text[100 << 20] = {1};
int main(void) { return 0; }
