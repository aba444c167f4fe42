/*
 * Attack: loads native code, and breaks the engine's own promises.
 * Incident: strange-executables
 * Expect: exited 0 | exited 1 | signaled SIGABRT | signaled SIGTRAP | signaled SIGSEGV | signaled SIGILL
 */
try {
  process.dlopen({ exports: {} }, '/usr/lib/x86_64-linux-gnu/libm.so.6');
} catch {}
require('node:v8').setFlagsFromString('--allow-natives-syntax');
eval('%SystemBreak()');
