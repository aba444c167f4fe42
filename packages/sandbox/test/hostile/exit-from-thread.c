/*
 * Attack: ends the process from a second thread while the first one sleeps.
 * Incident: busy-threads
 * Expect: exited 6
 * Profile: c
 */
#include <pthread.h>
#include <unistd.h>
static void *leave(void *argument) { _exit(6); return argument; }
int main(void) { pthread_t t; pthread_create(&t, 0, leave, 0); for (;;) pause(); }
