/*
 * Attack: a timer that keeps the program alive without work.
 * Incident: sleepers
 * Limits: wallTimeMs=600
 * Expect: wall-limit
 */
setInterval(() => {}, 1e6);
