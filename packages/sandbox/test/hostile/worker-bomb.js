/*
 * Attack: workers that start workers.
 * Incident: busy-threads fork-bomb fork-bomb-threads
 * Limits: processCount=40 cpuTimeMs=1500 wallTimeMs=6000
 * Expect: exited 1 | exited 0 | cpu-limit | wall-limit | memory-limit | signaled SIGABRT | signaled SIGTRAP | signaled SIGSEGV | signaled SIGILL
 */
const { Worker } = require('node:worker_threads');
for (;;) new Worker(__filename);
