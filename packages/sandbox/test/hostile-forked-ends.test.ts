/** What must go on when an interpreter from which boxes are forked is missing, dies, or has no place. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSpec } from '@letscode/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildHelper } from '../src/build.js';
import { encodeFrame } from '../src/frames.js';
import { openSandbox, type Sandbox } from '../src/index.js';
import { profileFrame } from '../src/profiles.js';
import { encodeRun } from '../src/run-frames.js';
import { type Box, cgroupsOf, descendantsOf, makeBox } from './box-fixture.js';
import { helpersBelow, nodeSpec, pythonSpec, templatesOf } from './hostile-forked.js';

const OK = { kind: 'exited', code: 0 };
const SCRIPT = '/box/a.py';

let sandbox: Sandbox;
let box: Box;

beforeEach(async () => {
  sandbox = await openSandbox({ laneCount: 1 });
  box = makeBox(() => sandbox);
  writeFileSync(join(box.folder, 'programs', 'a.py'), 'print(1)', { mode: 0o644 });
});

afterEach(async () => {
  const helpers = helpersBelow(process.pid);
  await sandbox.close();
  box.remove();
  for (const helper of helpers) {
    expect(descendantsOf(helper)).toEqual([]);
    expect(cgroupsOf(helper)).toEqual([]);
  }
});

async function kindOfEnd(spec: RunSpec) {
  const { exit } = await sandbox.run(spec);
  return exit.kind === 'sandbox-fault' ? exit.detail : exit.kind;
}

test('kinds of boxes whose templates take more slots than there are make place for each other', async () => {
  for (let time = 0; time < 12; time++)
    expect(await kindOfEnd(pythonSpec(box, SCRIPT, { limits: { diskBytes: (time + 1) << 20 } }))).toBe('exited');
});

test('a run finds a place though all are taken by boxes that wait for their template', async () => {
  const warmed = sandbox.warm(pythonSpec(box, SCRIPT), 20);
  expect(await kindOfEnd(box.spec(['/bin/true']))).toBe('exited');
  await warmed;
});

test('when a template is killed the runs after it begin all the same', async () => {
  await sandbox.warm(pythonSpec(box, SCRIPT), 2);
  const [helper = 0] = helpersBelow(process.pid);
  const processes = descendantsOf(helper);
  const templates = templatesOf(helper, SCRIPT);
  expect(templates).toHaveLength(1);
  for (const template of templates) process.kill(template, 'SIGKILL');
  while (templates.some((pid) => existsSync(`/proc/${pid}`))) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  for (let time = 0; time < 4; time++) expect(await kindOfEnd(pythonSpec(box, SCRIPT))).toBe('exited');
});

test('a template that never comes to be is no reason to wait for ever', async () => {
  const spec = pythonSpec(box, SCRIPT);
  if (spec.ahead) spec.ahead.argv = ['/usr/bin/no-such-program', 'x'];
  await sandbox.warm(spec, 3);
  expect(await kindOfEnd(spec)).toBe('exited'); // plainly, as if nothing was to start ahead
  expect(await kindOfEnd(pythonSpec(box, SCRIPT))).toBe('exited');
});

test('where a process has what no copy can have, its template ends, and later runs begin without it', async () => {
  const programs = join(box.folder, 'programs');
  writeFileSync(join(programs, 'a.js'), 'console.log(1)');
  writeFileSync(
    join(programs, 'ends.cjs'),
    "require('fs').openSync('/start/start.so'); require('/start/start_node.cjs');",
  );
  const spec = () => {
    const { ahead, ...made } = nodeSpec(box, '/box/a.js');
    if (!ahead) throw new Error('nothing is started ahead');
    const argv = ahead.argv.map((word) => word.replace(/.*start_node.cjs/, '/ends/ends.cjs'));
    const mounts = [...ahead.mounts, { hostPath: join(programs, 'ends.cjs'), boxPath: '/ends/ends.cjs' }];
    return { ...made, ahead: { ...ahead, argv, mounts } };
  };
  expect(await kindOfEnd(spec())).toMatch('has ended');
  for (let time = 0; time < 3; time++) expect(await kindOfEnd(spec())).toBe('exited');
});

test('one process at once is enough for several boxes of one template', async () => {
  const spec = () => pythonSpec(box, SCRIPT, { limits: { processCount: 1 } });
  await sandbox.warm(spec(), 5);
  for (let time = 0; time < 5; time++) expect((await sandbox.run(spec())).exit).toEqual(OK);
});

test('a fork begins in its working folder also where that is a mount of the run', async () => {
  writeFileSync(join(box.folder, 'programs', 'list.py'), 'import os\nprint("list.py" in os.listdir("."))');
  const spec = pythonSpec(box, '/box/list.py', { boxCwd: '/box' });
  expect((await sandbox.run(spec)).exit).toEqual(OK);
  expect(readFileSync(spec.hostStdoutPath, 'utf8')).toBe('True\n');
});

test('an abort in each state of a box, and the next run is as any', async () => {
  for (let turns = 0; turns < 30; turns++) {
    const stop = new AbortController();
    const limits = { diskBytes: (1 + (turns % 10)) << 20 };
    const run = sandbox.run(pythonSpec(box, SCRIPT, { limits }), stop.signal);
    const settled = run.then(({ exit }) => exit.kind).catch((error: Error) => error.message);
    for (let turn = 0; turn < turns * 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('enough'));
    expect(['enough', 'exited']).toContain(await settled);
  }
  expect(await kindOfEnd(pythonSpec(box, SCRIPT))).toBe('exited');
});

test.each(['ends its input', 'dies'])(
  'when Node %s the helper leaves nothing, in whatever state its runs are',
  async (how) => {
    const path = await buildHelper();
    const forkLibraryPath = path.replace(/letscode-box-(\w+)$/, 'letscode-fork-$1.so');
    for (let turns = 0; turns < 12; turns++) {
      const child = spawn(path, ['serve', '1'], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
      const ended = new Promise<string>((resolve) => child.on('exit', (code, signal) => resolve(`${signal ?? code}`)));
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
      for (const stream of [child.stdin, child.stdout]) stream.on('error', () => {});
      child.stdin.write(encodeFrame(await profileFrame('python')));
      for (let id = 1; id <= 10; id++)
        child.stdin.write(
          encodeRun('run', pythonSpec(box, SCRIPT), {
            id: String(id),
            lane: 0,
            profileName: 'python',
            ioBytesPerSecond: undefined,
            forkLibraryPath,
          }),
        );
      await new Promise((resolve) => setTimeout(resolve, turns * 12)); // a different state each time
      if (how === 'dies') child.stdout.destroy();
      child.stdin.end();
      expect(await ended).toBe('0');
      expect(cgroupsOf(child.pid ?? 0)).toEqual([]);
    }
  },
);
