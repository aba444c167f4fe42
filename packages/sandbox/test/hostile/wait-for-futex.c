/*
 * Attack: waits for a lock that nobody gives back.
 * Incident: sleepers
 * Expect: wall-limit
 * Profile: c
 * Limits: wallTimeMs=200
 */
#include <pthread.h>
int main(void) { pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; pthread_mutex_lock(&lock); pthread_mutex_lock(&lock); }
