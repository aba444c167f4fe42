/*
 * Attack: a grandchild in its own session holds the pipes and sleeps; the program itself ends.
 * Incident: held-pipes
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void) { if (fork() == 0) { setsid(); if (fork() == 0) for (;;) pause(); _exit(0); } wait(NULL); return safe(); }
