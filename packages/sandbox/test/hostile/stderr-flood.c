/*
 * Attack: floods standard error, which is cut but no reason to end a program.
 * Incident: output-flood error-output-flood
 * Expect: exited 0
 * Limits: outputBytes=100000
 * Stdout: done
 */
#include <stdio.h>
int main(void) { for (int i = 0; i < 100000; i++) fputs("noise\n", stderr); puts("done"); }
