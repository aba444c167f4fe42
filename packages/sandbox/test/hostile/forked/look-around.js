// Attack: looks in /proc for what its interpreter had before the run: descriptors, environment, rights of threads there before
// Expect: exited 0
// Stdout: nothing
// Violations: none
// Times: 3
const fs = require('fs');
const read = (name) => fs.readFileSync(`/proc/self/${name}`, 'utf8');
const breach = (...what) => console.log('BREACH', ...what);
for (const thread of fs.readdirSync('/proc/self/task')) {
  const status = read(`task/${thread}/status`);
  for (const wanted of [
    'CapPrm:\t0000000000000000',
    'CapEff:\t0000000000000000',
    'CapBnd:\t0000000000000000',
    'NoNewPrivs:\t1',
    'Seccomp:\t2',
    'Uid:\t1000\t1000\t1000\t1000',
    'TracerPid:\t0',
  ])
    if (!status.includes(wanted)) breach(thread, wanted, status);
}
if (process.ppid !== 1) breach('parent', process.ppid);
if (/LD_PRELOAD|LETSCODE|NODE_OPTIONS/.test(read('environ'))) breach('environment');
for (const name of fs.readdirSync('/proc/self/fd')) {
  let target = '';
  try {
    target = fs.readlinkSync(`/proc/self/fd/${name}`);
  } catch {}
  if (Number(name) > 2 && target && !/^(anon_inode:|pipe:|\/proc\/\d+\/fd$|\/dev\/null$|\/box\/)/.test(target))
    breach('descriptor', name, target);
  if (/seccomp|socket|memfd/.test(target)) breach('descriptor', name, target);
}
if (/memfd|\/dev\/shm/.test(read('maps'))) breach('shared memory');
if (fs.readdirSync('/work').length + fs.readdirSync('/tmp').length > 0) breach('files');
fs.writeFileSync('/work/left', '');
fs.writeFileSync('/tmp/left', '');
for (const target of [1, -1])
  for (let number = 1; number < 32; number++)
    try {
      process.kill(target, number);
    } catch {}
console.log('nothing');
