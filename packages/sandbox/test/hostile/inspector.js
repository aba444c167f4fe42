/*
 * Attack: opens a debugger for others, wakes one up in init, and watches files.
 * Incident: CVE-2024-29021 proc-of-others
 * Expect: exited 0
 * Stdout: safe
 */
const inspector = require('node:inspector');
try {
  inspector.open(0, '127.0.0.1', false);
  if (inspector.url()) console.log('BREACH:', inspector.url());
} catch {}
try {
  process._debugProcess(1);
} catch {}
try {
  require('node:fs').watch('/usr', () => {});
  console.log('BREACH: watches');
} catch {}
console.log('safe');
process.exit(0);
