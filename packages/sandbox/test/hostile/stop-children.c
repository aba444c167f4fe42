/*
 * Attack: stops its children and waits for them.
 * Incident: sleepers sigstop
 * Expect: wall-limit
 * Limits: wallTimeMs=200
 */
#include "attack.h"
#include <signal.h>
int main(void) { for (int i = 0; i < 5; i++) if (fork() == 0) for (;;) raise(SIGSTOP); while (wait(NULL) > 0) {} }
