/*
 * Attack: prints without end.
 * Incident: piston-301 output-flood
 * Limits: outputBytes=100000
 * Output: 100000
 * Expect: output-limit
 */
const text = 'yes\n'.repeat(1000);
for (;;) require('node:fs').writeSync(1, text);
