/*
 * Attack: a little on the stack of each of many threads.
 * Incident: judge0-298 busy-threads
 * Expect: memory-limit
 * Profile: c
 * Limits: memoryBytes=33554432 processCount=64
 * Flags: -O0
 */
#include <pthread.h>
#include <string.h>
#include <unistd.h>
static void *fill(void *argument) { char part[1 << 20]; memset(part, 1, sizeof part); pause(); return argument; }
int main(void) { pthread_t t; for (int i = 0; i < 60; i++) pthread_create(&t, 0, fill, 0); for (;;) pause(); }
