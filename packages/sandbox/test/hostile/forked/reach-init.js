// Attack: from each of its threads looks into pid 1 and kills it: init was copied from the same memory a moment before
// Expect: exited 0
// Stdout: still here
// Violations: none
// Times: 2
const fs = require('fs');
const { Worker, isMainThread } = require('worker_threads');

for (const name of ['mem', 'maps', 'environ', 'fd/3', 'fd/900', 'task/1/children'])
  try {
    fs.readFileSync(`/proc/1/${name}`);
    console.log('BREACH', name);
  } catch {}
for (const target of [1, -1])
  for (let number = 1; number <= 64; number++)
    try {
      process.kill(target, number);
      if (target === 1) console.log('BREACH signal', number);
    } catch {}
if (isMainThread) new Worker(__filename).on('exit', () => console.log('still here'));
