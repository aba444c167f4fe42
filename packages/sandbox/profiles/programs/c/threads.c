/* Threads of every kind: plain, named, with a stack of their own, detached; all ways to wait; one that is cancelled. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t gate;
static sem_t done;
static atomic_int sum;
static int turn;
static void *work(void *argument)
{
	pthread_setname_np(pthread_self(), "worker");
	pthread_barrier_wait(&gate);
	for (int i = 0; i < 1000; i++) atomic_fetch_add(&sum, 1), free(malloc(5000));
	pthread_rwlock_rdlock(&table);
	pthread_rwlock_unlock(&table);
	pthread_mutex_lock(&lock);
	turn++;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	sched_yield();
	sem_post(&done);
	return argument;
}
static void *sleeper(void *argument) { pause(); return argument; }
int main(void)
{
	enum { COUNT = 4 };
	pthread_t threads[COUNT], sleeping;
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 1 << 20);
	pthread_barrier_init(&gate, NULL, COUNT);
	sem_init(&done, 0, 0);
	for (int i = 0; i < COUNT; i++)
		if (pthread_create(&threads[i], i % 2 ? &attributes : NULL, work, NULL)) return 1;
	pthread_mutex_lock(&lock);
	while (turn < COUNT) pthread_cond_wait(&changed, &lock);
	struct timespec soon;
	clock_gettime(CLOCK_REALTIME, &soon);
	soon.tv_nsec = (soon.tv_nsec + 2000000) % 1000000000;
	if (pthread_cond_timedwait(&changed, &lock, &soon) != ETIMEDOUT) return 2;
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < COUNT; i++) sem_wait(&done);
	for (int i = 0; i < COUNT; i++) pthread_join(threads[i], NULL);
	pthread_create(&sleeping, NULL, sleeper, NULL);
	pthread_cancel(sleeping);
	pthread_join(sleeping, NULL);
	puts(sum == 1000 * COUNT ? "ok" : "wrong");
}
