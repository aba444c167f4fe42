/**
 * Boxes whose interpreter was there before the run: programs under hostile/forked/ look for what it has left them, and for
 * what one run could leave to the next copy of the same memory. Each is run several times on one lane, whose boxes are forked
 * from one template (native/templates.c).
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAYERS, type RunSpec } from '@letscode/core';
import { expect, test } from 'vitest';
import { openSandbox } from '../src/index.js';
import { cgroupsOf, descendantsOf, makeBox } from './box-fixture.js';
import { helpersBelow, nodeSpec, pythonSpec, templatesOf } from './hostile-forked.js';
import { expectAsStated, readProgram } from './hostile-program.js';
import { setStage } from './hostile-stage.js';

const stage = setStage(1);

async function run(spec: RunSpec) {
  const report = await stage.sandbox.run(spec);
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return { report, stdout: read(spec.hostStdoutPath), stderr: read(spec.hostStderrPath) };
}

function put(name: string, text: string): string {
  writeFileSync(join(stage.box.folder, 'programs', name), text, { mode: 0o644 });
  return `/box/${name}`;
}

const OK = { kind: 'exited', code: 0 };

for (const name of readdirSync(fileURLToPath(new URL('hostile/forked', import.meta.url))).sort())
  test(`forked/${name} ends as its header says`, async () => {
    const program = readProgram(join('forked', name));
    const make = program.extension === 'py' ? pythonSpec : nodeSpec;
    copyFileSync(program.path, join(stage.box.folder, 'programs', basename(name)));
    for (let time = 0; time < Number(program.header('Times') ?? 2); time++) {
      const { report, stdout, stderr } = await run(make(stage.box, `/box/${name}`));
      expectAsStated(program, report, stdout, stderr);
      expect(report.layers).toEqual(LAYERS);
    }
  });

test('chance is not the same in two forks', async () => {
  const script = put(
    'dice.py',
    'import os, random, secrets, tempfile, uuid\n' +
      'print(random.random(), random.Random().random(), random.SystemRandom().random())\n' +
      'print(secrets.token_hex(8), tempfile.mktemp(), uuid.uuid4(), os.urandom(8).hex())\n',
  );
  const seen = new Set<string>();
  for (let time = 0; time < 5; time++)
    for (const word of (await run(pythonSpec(stage.box, script))).stdout.split(/\s+/).filter(Boolean)) {
      expect(seen, 'two runs met the same chance').not.toContain(word);
      seen.add(word);
    }
  expect(seen.size).toBe(5 * 7);
});

test('chance is not the same in two forks of Node.js, but for the seed of hashes', async () => {
  const script = put(
    'dice.js',
    'const c = require("crypto"); const r = () => require("vm").runInNewContext("Math.random()");\n' +
      'console.log(Math.random(), Math.random(), r(), r(), c.randomUUID(), crypto.randomUUID(), c.randomBytes(8).toString("hex"));\n' +
      'c.generateKeyPair("ed25519", {}, (e, key) => console.log(key.export({ format: "jwk" }).x));\n' +
      'new (require("worker_threads").Worker)("console.log(Math.random(), crypto.randomUUID())", { eval: true });\n',
  );
  const seen = new Set<string>();
  for (let time = 0; time < 5; time++)
    for (const word of (await run(nodeSpec(stage.box, script))).stdout.split(/\s+/).filter(Boolean)) {
      expect(seen, 'two runs met the same chance').not.toContain(word);
      seen.add(word);
    }
  expect(seen.size).toBe(5 * 10);
  const [helper = 0] = helpersBelow(process.pid);
  expect(templatesOf(helper, script)).toHaveLength(1);
});

test('a fork that runs out of memory takes nobody with it: the next is forked from the same template', async () => {
  const script = put(
    'memory.py',
    'kept = [bytearray(20 << 20)]\nwhile input() == "all": kept.append(bytearray(1 << 20))',
  );
  const spec = (input: string) =>
    pythonSpec(stage.box, script, {
      limits: { memoryBytes: 64 << 20 },
      hostStdinPath: stage.box.file('stdin', input),
    });
  expect((await run(spec('some\n'))).report.exit).toEqual(OK);
  const [helper = 0] = helpersBelow(process.pid);
  const before = templatesOf(helper, script);
  expect(before).toHaveLength(1);
  for (let time = 0; time < 3; time++) {
    expect((await run(spec('all\n'.repeat(1000)))).report.exit).toEqual({ kind: 'memory-limit' });
    expect((await run(spec('some\n'))).report.exit).toEqual(OK);
  }
  expect(templatesOf(helper, script)).toEqual(before);
});

test('CPU time of a fork is what its run used, not what the template had used', async () => {
  const still = put('still.py', 'print("x")');
  const busy = put('busy.py', 'import time\nwhile time.process_time() < 0.3: pass');
  expect((await run(pythonSpec(stage.box, still))).report.usage.cpuTimeMs).toBeLessThan(200);
  const { report } = await run(pythonSpec(stage.box, busy));
  expect(report.exit).toEqual(OK);
  expect(report.usage.cpuTimeMs).toBeGreaterThanOrEqual(250);
  const endless = await run(
    pythonSpec(stage.box, put('endless.py', 'while True: pass'), { limits: { cpuTimeMs: 200 } }),
  );
  expect(endless.report.exit).toEqual({ kind: 'cpu-limit' });
});

test('with templates and boxes waiting, the death of the helper leaves no process, and the next helper removes its groups', async () => {
  const sandbox = await openSandbox({ laneCount: 1 });
  const box = makeBox(() => sandbox);
  const [helper = 0] = helpersBelow(process.pid).filter((pid) => templatesOf(pid, '').length === 0);
  writeFileSync(join(box.folder, 'programs', 'a.py'), 'print(1)', { mode: 0o644 });
  await sandbox.warm(pythonSpec(box, '/box/a.py'), 2);
  expect(templatesOf(helper, '/box/a.py')).toHaveLength(1);
  const processes = descendantsOf(helper);
  expect(processes.length).toBeGreaterThan(4);
  process.kill(helper, 'SIGKILL');
  const isThere = (pid: number) => existsSync(`/proc/${pid}`);
  while (processes.some(isThere)) await new Promise((resolve) => setTimeout(resolve, 5));
  const spec = pythonSpec(box, '/box/a.py');
  await sandbox.run(spec); // may be the one that finds the helper gone
  expect((await sandbox.run(pythonSpec(box, '/box/a.py'))).exit).toEqual(OK);
  expect(cgroupsOf(helper)).toEqual([]);
  await sandbox.close();
  box.remove();
});
