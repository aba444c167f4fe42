/*
 * Attack: looks for the server's settings in the environment and around itself.
 * Incident: judge0-564
 * Environment: ONLY=this
 * Expect: exited 0
 * Stdout: safe
 */
const fs = require('node:fs');
if (Object.keys(process.env).join() !== 'ONLY') console.log('BREACH:', Object.keys(process.env));
const wanted = ['LETSCODE', 'TEST', 'CANARY'].join('_');
for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
  try {
    if (fs.readFileSync(`/proc/${pid}/environ`, 'latin1').includes(wanted)) console.log('BREACH: environment of', pid);
  } catch {}
}
for (const path of [
  '/root',
  '/home',
  '/etc/shadow',
  '/var',
  '/sys',
  '/run',
  '/proc/1/environ',
  '/app/node_modules',
  '/.dockerenv',
]) {
  try {
    fs.opendirSync(path);
    console.log('BREACH:', path);
  } catch {}
}
console.log('safe');
