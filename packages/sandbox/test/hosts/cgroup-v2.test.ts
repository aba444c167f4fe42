/**
 * The sandbox on a host that has cgroup v2 only: a virtual machine is booted
 * once, and this package's own suites run inside it, on the same files, within
 * a group as systemd gives to a service; then again for a plain user. Its
 * kernel is Debian's, with a switch that forbids plain users their namespaces.
 *
 * Emulation is slow, and most of its time would go to the C compiler. So the
 * attacks are compiled out here, and `cc` in the machine is a script that takes
 * what was compiled with the very same arguments, and compiles anything else.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  findVirtualMachine,
  type MachineRun,
  runInMachine,
  type VirtualMachine,
} from '../../../../test/support/host/virtual-machine.js';
import { buildHelper } from '../../src/index.js';
import { probeIsolation } from '../../src/layers.js';
import { type LeftOut, readReport, vitestWords } from './suite-report.js';

const CHECKOUT = join(import.meta.dirname, '..', '..', '..', '..');
const ATTACKS = join(import.meta.dirname, '..', 'hostile');
const SUITES = [
  'test/conformance.test.ts',
  'src/recovery.test.ts',
  'test/hostile.test.ts',
  'test/hosts/rootless.test.ts',
];

/** Those whose end rests on cgroups, on the death of processes or on the kernel's age; all of them would take ten minutes. */
const ATTACKS_THERE = /(?:memory|cpu|fork|vfork|thread|zombie|sleep|idle|stop|kill|leave|left|limits|release)\S*\.c/;

const LEFT_OUT: LeftOut = {
  'memory-left-behind.c': 'its many runs would take a sixth of the whole time',
  'hostile programs find a plain user': 'twice the same attacks would take twice the time',
  'a helper of a plain user': 'the same, as root, is there already',
};

/** Several times what it takes on two cores that are busy beside. */
const TIMEOUT_MS = 12 * 60_000;

const found = await findVirtualMachine();
const share = mkdtempSync(join(tmpdir(), 'letscode-machine-'));

beforeAll(async () => {
  await buildHelper(); // out here it takes a tenth of the time
  if ('missing' in found) console.warn(`cgroup v2 is not tested here: that needs ${found.missing}`);
  else compileAttacks();
});

afterAll(() => {
  rmSync(share, { recursive: true, force: true });
});

test.skipIf('missing' in found)(
  'the suites of the sandbox pass where only cgroup v2 is mounted, and nothing is left there',
  async () => {
    const { exitCode, output } = await runSuites(found as VirtualMachine);
    const { failures, passedCount } = outcome(output);
    expect(failures).toEqual([]);
    expect(passedCount).toBeGreaterThan(90);
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/controllers: cpuset cpu io memory/m);
    expect(output).toMatch(/left behind: service service.letscode-supervisor, 0 processes, 0 mounts/m);
    expect(await remediesTold('top')).toEqual([]);
    expect((await remediesTold('forbidden'))[0]).toContain('sysctl -w kernel.unprivileged_userns_clone=1');
  },
  TIMEOUT_MS + 60_000,
);

async function runSuites(machine: VirtualMachine): Promise<MachineRun> {
  const script = `
    cd '${CHECKOUT}'
    export CI=1 NO_COLOR=1 PATH="/run/share/bin:${dirname(process.execPath)}:$PATH"
    top=/sys/fs/cgroup
    echo "controllers: $(cat $top/cgroup.controllers)"
    cp '${await buildHelper()}' /run/helper
    /run/helper check >/run/share/top
    echo 0 >/proc/sys/kernel/unprivileged_userns_clone
    setpriv --reuid 12345 --regid 12345 --clear-groups /run/helper check >/run/share/forbidden
    echo 1 >/proc/sys/kernel/unprivileged_userns_clone
    echo '+memory +pids +cpu +io' >$top/cgroup.subtree_control
    mkdir $top/service
    echo $$ >$top/service/cgroup.procs
    mounts=$(wc -l </proc/mounts)
    node ${vitestWords(SUITES, '/run/share/report.json', LEFT_OUT, ATTACKS_THERE)
      .map((word) => `'${word}'`)
      .join(' ')}
    status=$?
    groups=$(cd $top && find * -type d | tr '\\n' ' ')
    processes=$(grep -l letscode-box /proc/[0-9]*/comm | wc -l)
    echo "left behind: \${groups% }, $processes processes, $(($(wc -l </proc/mounts) - mounts)) mounts"
    exit $status`;
  const options = { memoryMiB: 2048, timeoutMs: TIMEOUT_MS, checkout: CHECKOUT, share };
  return runInMachine(machine, script, options);
}

/** For the layers that were missing when the helper in the machine wrote this file. */
async function remediesTold(fileName: string) {
  const { layers } = await probeIsolation(['sh', '-c', 'cat "$0"', join(share, fileName)]);
  return layers.filter(({ ok }) => !ok).map(({ remedy }) => remedy);
}

function outcome(output: string) {
  try {
    return readReport(join(share, 'report.json'));
  } catch (error) {
    throw new Error(`${(error as Error).message}; the machine said:\n${output}`);
  }
}

/** With the arguments of box-fixture.ts; where they differ, the machine compiles for itself and takes longer. */
function compileAttacks(): void {
  mkdirSync(join(share, 'bin'));
  mkdirSync(join(share, 'compiled'));
  writeFileSync(join(share, 'bin', 'cc'), COMPILER, { mode: 0o755 });
  for (const path of readdirSync(ATTACKS, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.c') || path.includes('/')) continue;
    const source = join(ATTACKS, path);
    const flags = /^ \* Flags: (.*)$/m.exec(readFileSync(source, 'utf8'))?.[1]?.split(' ') ?? [];
    const words = ['-O1', '-w', '-pthread', ...flags, source, '-o'];
    const key = createHash('md5')
      .update(words.map((word) => `${word}\n`).join(''))
      .digest('hex');
    execFileSync('cc', [...words, join(share, 'compiled', key)], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

const COMPILER = `#!/bin/sh
for output; do :; done
key=$(printf '%s\\n' "$@" | sed '$d' | md5sum)
cp "/run/share/compiled/\${key%% *}" "$output" 2>/dev/null || exec /usr/bin/cc "$@"
`;
