// Attack: changes whatever a process can change of itself, and looks for what a run before it has changed so
// Expect: exited 0
// Stdout: clean
// Violations: none
// Times: 4
const fs = require('fs');
const MARK = 'left-behind';
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const traces = [
  MARK in process.env,
  MARK in globalThis,
  MARK in Array.prototype,
  Math.PI < 3,
  fs.readFileSync.name !== 'readFileSync',
  process.title.includes(MARK),
  process.umask() !== 0o022,
  process.cwd() !== '/work',
  process.listenerCount('SIGUSR2') > 0,
  Object.keys(require.cache).length !== 1,
  fs.existsSync(`/work/${MARK}`),
  descriptors() > 30,
  process.getActiveResourcesInfo().length > 0,
];
const found = traces.flatMap((isThere, index) => (isThere ? [index] : []));
fs.writeSync(1, found.length > 0 ? `BREACH ${found}\n` : 'clean\n');

process.env[MARK] = MARK;
globalThis[MARK] = Array.prototype[MARK] = true;
fs.readFileSync = () => MARK;
process.umask(0o077);
process.chdir('/tmp');
process.on('SIGUSR2', () => {});
require.cache[MARK] = module;
fs.writeFileSync(`/work/${MARK}`, MARK);
for (let i = 0; i < 100; i++) fs.openSync('/dev/null');
// What the event loop and the threads' queues hold when the process ends.
for (let i = 0; i < 100; i++) fs.readFile(__filename, () => {});
setInterval(() => {}, 1000);
setTimeout(() => process.reallyExit(0), 20);
