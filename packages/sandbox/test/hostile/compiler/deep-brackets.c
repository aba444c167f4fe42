/*
 * Attack: brackets in brackets, until the compiler's own stack is used up.
 * Incident: template-bombs
 * Expect: exited 0 | exited 1 | memory-limit | cpu-limit | exited 4
 * Limits: cpuTimeMs=3000 memoryBytes=268435456
 */
#define A ((((((((((
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
int main(void) { return D D D D D D D D D D
