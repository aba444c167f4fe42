/*
 * Attack: an exit code beyond eight bits, of which the kernel keeps the lower ones.
 * Incident: judge0-298
 * Expect: exited 3
 */
#include <stdlib.h>
int main(void) { exit(7 * 256 + 3); }
