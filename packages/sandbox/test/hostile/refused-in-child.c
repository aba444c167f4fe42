/*
 * Attack: lets a child make the call, and goes on after its death.
 * Incident: judger-deny-list
 * Expect: syscall-refused #998
 */
#include "attack.h"
int main(void) { if (fork() == 0) { syscall(998); _exit(0); } wait(NULL); puts("BREACH: went on"); sleep(10); }
