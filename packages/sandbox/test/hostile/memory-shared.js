/*
 * Attack: memory that threads share.
 * Incident: judge0-298
 * Limits: memoryBytes=134217728
 * Expect: memory-limit
 */
const kept = [];
for (;;) {
  kept.push(new SharedArrayBuffer(1 << 22));
  new Uint8Array(kept.at(-1)).fill(1);
}
