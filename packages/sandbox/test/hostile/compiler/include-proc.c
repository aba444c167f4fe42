/*
 * Attack: includes what the kernel tells about the compiler and about init.
 * Incident: DMOJ-318 proc-of-others
 * Expect: exited 1
 */
#include "/proc/1/environ"
#include "/proc/1/maps"
#include "/proc/self/environ"
int main(void) { return 0; }
