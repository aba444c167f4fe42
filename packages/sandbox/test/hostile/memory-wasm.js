/*
 * Attack: memory of a WebAssembly module, grown and touched.
 * Incident: judge0-298
 * Limits: memoryBytes=134217728
 * Expect: memory-limit
 */
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
for (;;) {
  memory.grow(256);
  new Uint8Array(memory.buffer).fill(1);
}
