/*
 * Attack: macros of macros of macros.
 * Incident: template-bombs macro-bombs
 * Expect: exited 1 | memory-limit | cpu-limit | signaled SIGSEGV
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
#define A(x) x x x x x x x x x x
#define B(x) A(A(A(A(A(A(A(A(x))))))))
int main(void) { return 0 B(B(+1)); }
