/*
 * Attack: recursion without end; the stack has no limit of its own.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 * Flags: -O0
 */
static int deep(int n) { volatile char page[1024]; page[0] = (char)n; return deep(n + 1) + page[0]; }
int main(void) { return deep(0); }
