/*
 * Attack: crashes while children of it are being made and killed.
 * Incident: piston-629
 * Expect: signaled SIGSEGV
 * Times: 100
 */
#include "../attack.h"
int main(void) { for (int i = 0; i < 5; i++) if (fork() == 0) for (;;) pause(); *(volatile int *)0 = 1; }
