/*
 * Attack: the first thread ends, which makes the process look dead; another one computes.
 * Incident: busy-threads hidden-cpu-time
 * Expect: cpu-limit
 * Profile: c
 * Limits: cpuTimeMs=150
 */
#include <pthread.h>
static void *work(void *argument) { for (;;) {} return argument; }
int main(void) { pthread_t t; pthread_create(&t, 0, work, 0); pthread_exit(0); }
