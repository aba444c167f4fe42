/*
 * Attack: more errors than anybody reads.
 * Incident: error-floods
 * Expect: exited 1
 * Limits: outputBytes=50000
 */
#define A x y z; x y z; x y z; x y z; x y z; x y z; x y z; x y z;
#define B A A A A A A A A A A
#define C B B B
C C C C C C C C C C
