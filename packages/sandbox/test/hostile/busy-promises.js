/*
 * Attack: promises without end, so that no timer ever gets its turn.
 * Incident: sleepers
 * Limits: cpuTimeMs=400
 * Expect: cpu-limit
 */
setTimeout(() => process.exit(0), 1);
(async () => {
  for (;;) await null;
})();
