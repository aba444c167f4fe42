/*
 * Attack: runs before the program, because the environment says so.
 * Incident: dify-27
 * Environment: NODE_OPTIONS=--require={self}
 * Expect: exited 0
 * Stdout: safe
 */
const seccomp = /^Seccomp:\s*(\d)/m.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))?.[1];
if (seccomp !== '2') console.log('BREACH: no filter at first');
process.on('exit', () => console.log('safe'));
