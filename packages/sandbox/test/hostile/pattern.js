/*
 * Attack: a pattern that takes time exponential in its input.
 * Incident: sleepers
 * Limits: cpuTimeMs=400
 * Expect: cpu-limit
 */
/^(a|a)*$/.test(`${'a'.repeat(100)}b`);
