/*
 * Attack: spreads the work over threads, hoping that only the first one's time is counted.
 * Incident: busy-threads hidden-cpu-time
 * Expect: cpu-limit
 * Profile: c
 * Limits: cpuTimeMs=300
 */
#include <pthread.h>
#include <unistd.h>
static void *work(void *argument) { for (;;) {} return argument; }
int main(void) { pthread_t t; for (int i = 0; i < 4; i++) pthread_create(&t, 0, work, 0); for (;;) pause(); }
