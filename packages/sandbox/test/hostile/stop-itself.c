/*
 * Attack: stops itself and waits to be forgotten.
 * Incident: sigstop
 * Expect: wall-limit
 * Limits: wallTimeMs=300
 */
#include <signal.h>
int main(void) { for (;;) raise(SIGSTOP); }
