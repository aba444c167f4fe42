/*
 * Attack: never ends, always busy.
 * Incident: sleepers
 * Expect: cpu-limit
 * Limits: cpuTimeMs=200
 */
int main(void) { for (volatile long i = 0;; i++) {} }
