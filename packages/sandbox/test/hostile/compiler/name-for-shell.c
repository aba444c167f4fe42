/*
 * Attack: the source's name is a command for a shell.
 * Incident: compiler-options
 * Source: `touch x`;$(touch y)&main.c
 * Expect: exited 0
 * Collected: program
 */
int main(void) { return 0; }
