/*
 * Attack: prints without end.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=100000
 */
#include <stdio.h>
int main(void) { for (;;) puts("yes"); }
