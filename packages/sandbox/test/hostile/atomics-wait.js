/*
 * Attack: blocks its only thread for ever.
 * Incident: sleepers
 * Limits: wallTimeMs=600
 * Expect: wall-limit
 */
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
