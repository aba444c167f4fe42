/*
 * Attack: a heap without end; the engine gives up by itself or the limit comes first.
 * Incident: judge0-298
 * Limits: memoryBytes=134217728
 * Expect: memory-limit
 */
const kept = [];
for (;;) kept.push(new Array(1000).fill(kept.length));
