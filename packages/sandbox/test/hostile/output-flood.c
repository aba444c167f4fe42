/*
 * Attack: prints without end.
 * Expect: output-limit
 * Limits: outputBytes=100000
 */
#include <stdio.h>
int main(void) { for (;;) puts("yes"); }
