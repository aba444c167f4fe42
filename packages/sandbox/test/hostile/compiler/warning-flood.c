/*
 * Attack: more warnings than anybody reads, each with its context.
 * Incident: error-floods
 * Expect: exited 0
 * Limits: outputBytes=50000
 */
#define A 1 / 0 +
#define B A A A A A A A A A A
#define C B B B B B B B B B B
int main(void) { return C C C 0; }
