/*
 * Attack: memory beside the engine's heap.
 * Incident: judge0-298
 * Limits: memoryBytes=134217728
 * Expect: memory-limit
 */
const kept = [];
for (;;) kept.push(Buffer.alloc(1 << 20, 1));
