/*
 * Attack: recursion with a stack of a size of its own choosing.
 * Incident: judge0-298
 * Expect: exited 0 | signaled SIGSEGV | memory-limit
 */
require('node:v8').setFlagsFromString('--stack-size=2000000');
function deep(n) {
  return n + deep(n + 1);
}
try {
  new Function('deep', 'deep(0)')(deep);
} catch {}
