/*
 * Attack: starts processes by each door that Node has.
 * Incident: fork-bomb
 * Expect: exited 0
 * Stdout: safe
 */
const { exec, execSync, fork, spawn, spawnSync } = require('node:child_process');

function mustFail(name, attempt) {
  try {
    const result = attempt();
    if (result && (result.pid || result.status === 0)) console.log('BREACH:', name, result.pid);
    if (result?.on) result.on('error', () => {});
  } catch {}
}
mustFail('execSync', () => ({ status: execSync('true') && 0 }));
mustFail('spawnSync', () => spawnSync('/usr/bin/env'));
mustFail('spawn', () => spawn('/usr/bin/env'));
mustFail('exec', () => exec('env', () => {}));
mustFail('fork', () => fork(__filename));
mustFail('spawn_sync', () =>
  process.binding('spawn_sync').spawn({ file: '/usr/bin/env', args: ['env'], stdio: [{ type: 'ignore' }] }),
);
console.log('safe');
