/*
 * Attack: a compiler that prints without end on both outputs.
 * Incident: error-floods
 * Phase: compile
 * Expect: output-limit
 * Limits: outputBytes=50000
 * Output: 50000
 * Collected: nothing
 */
#include <stdio.h>
int main(void) { for (;;) { fputs("error: no\n", stderr); puts("note: no"); } }
