/** What only the Docker backend does: engines and their faults, boxes started ahead, joined programs, nothing left behind. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { LAYERS } from '@letscode/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDockerSandbox } from '../../src/docker/index.js';
import { folderPrefixOf, labelsOf, ownName } from '../../src/docker/janitor.js';
import { allowanceOf, createOptions, kindOf } from '../../src/docker/kind.js';
import { buildLauncher } from '../../src/docker/launcher-build.js';
import { startFrame } from '../../src/docker/run-in-box.js';
import { encodeFrame } from '../../src/frames.js';
import type { Sandbox } from '../../src/index.js';
import { profileFrame } from '../../src/profiles.js';
import { type Box, makeBox } from '../box-fixture.js';
import { engineObstacle, startEngine, type TestEngine } from './engine.js';
import { buildConformanceImage, buildImages } from './images.js';

const obstacle = engineObstacle();
const sh = (script: string) => ['/bin/sh', '-c', script];

test('an engine that does not answer is named, with what to do', async () => {
  await expect(openDockerSandbox({ laneCount: 1, socketPath: '/nowhere/docker.sock' })).rejects.toMatchObject({
    code: 'isolation_missing',
    message: expect.stringContaining('/nowhere/docker.sock'),
  });
});

describe.skipIf(obstacle)(`with a Docker engine${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  let engine: TestEngine;
  let sandbox: Sandbox;
  let box: Box;

  const open = (more = {}) =>
    openDockerSandbox({
      laneCount: 2,
      socketPath: engine.socketPath,
      imageOf: (profile) => (profile === 'python' ? 'letscode-python' : 'letscode-conformance'),
      ...more,
    });
  const containers = () => engine.docker.listContainers({ all: true });
  const foldersOf = (owner: string) => readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefixOf(owner)));

  beforeAll(async () => {
    engine = await startEngine();
    buildConformanceImage(engine.socketPath);
    buildImages(engine.socketPath, ['python']);
  });

  afterAll(async () => {
    await engine?.stop();
    expect([engine?.cgroups(), existsSync(engine?.folder ?? '/nowhere')]).toEqual([[], false]);
  });

  beforeEach(async () => {
    sandbox = await open();
    box = makeBox(() => sandbox);
  });

  afterEach(async () => {
    await sandbox.close();
    box.remove();
    expect(await containers()).toEqual([]);
    expect(foldersOf(ownName())).toEqual([]);
  });

  test('boxes started ahead are used once each, and gone when the sandbox is', async () => {
    await sandbox.warm(box.spec(['/bin/true']), 2);
    const before = (await containers()).map(({ Id }) => Id);
    expect(before).toHaveLength(2);
    const hosts = [await box.run(sh('cat /proc/self/mountinfo')), await box.run(sh('cat /proc/self/mountinfo'))];
    expect(hosts[0]?.stdout).not.toBe(hosts[1]?.stdout);
    await sandbox.close();
    expect(await containers()).toEqual([]);
  });

  test('an image that is not there is a fault that names it, and costs its own run only', async () => {
    const other = await open({ imageOf: () => 'letscode-absent' });
    const { exit } = await other.run(box.spec(['/bin/true']));
    await other.close();
    expect(exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringContaining('letscode-absent') });
  });

  test('a container that is taken away during a run is a fault, and the next run is none', async () => {
    const run = box.run(sh('echo begun; sleep 1000'));
    const running = async () => (await containers()).find(({ State }) => State === 'running')?.Id;
    let id = await running();
    while (!id) id = await running();
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const { Id } of await containers()) await engine.docker.getContainer(Id).remove({ force: true });
    expect((await run).report.exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringContaining('ended') });
    expect((await box.run(['/bin/true'])).report.exit).toEqual({ kind: 'exited', code: 0 });
  });

  test('a closed sandbox ends its runs as faults', async () => {
    const run = box.run(['/usr/bin/sleep', '1000']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await sandbox.close();
    expect((await run).report.exit).toEqual({ kind: 'sandbox-fault', detail: 'the sandbox was closed' });
    expect((await box.run(['/bin/true'])).report.exit.kind).toBe('sandbox-fault');
  });

  test('a large input and a large output go through without being held in memory', async () => {
    const size = 256 << 20;
    const hostStdinPath = box.file('large', '');
    truncateSync(hostStdinPath, size);
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 20);
    const spec = box.spec(['/usr/bin/cat'], {
      hostStdinPath,
      limits: { outputBytes: size, wallTimeMs: 60_000, memoryBytes: 32 << 20 },
    });
    const report = await sandbox.run(spec);
    clearInterval(watch);
    expect([report.exit, report.usage.stdoutBytes, statSync(spec.hostStdoutPath).size]).toEqual([
      { kind: 'exited', code: 0 },
      size,
      size,
    ]);
    expect(most - before).toBeLessThan(64 << 20);
  });

  test('a program of a language runs in its image without a violation', async () => {
    const hostStdinPath = box.file('in', 'hello');
    const code =
      'import threading, sys, collections; t = threading.Thread(target=lambda: print(sys.stdin.read())); t.start(); t.join()';
    const { report, stdout, stderr } = await box.run(['/usr/bin/python3', '-c', code], {
      profile: 'python',
      hostStdinPath,
    });
    expect([report.exit, stdout, stderr, report.violations]).toEqual([{ kind: 'exited', code: 0 }, 'hello\n', '', []]);
  });

  test('two joined programs talk, and the traffic is recorded in order, up to the bound', async () => {
    const first = box.spec(sh('echo question; read answer; echo "got $answer" >&2; echo a long farewell'));
    const second = box.spec(sh('read question; echo "to $question: yes"; cat > /dev/null; exit 3'));
    const hostTranscriptPath = box.path('transcript');
    const reports = await sandbox.runJoined({ first, second, recordBytes: 12, hostTranscriptPath });
    expect([reports.first.exit, reports.second.exit, reports.endedFirst]).toEqual([
      { kind: 'exited', code: 0 },
      { kind: 'exited', code: 3 },
      'first',
    ]);
    expect(readFileSync(first.hostStderrPath, 'utf8')).toBe('got to question: yes\n');
    expect(readFileSync(first.hostStdoutPath, 'utf8')).toBe('question\na l');
    expect(readFileSync(second.hostStdoutPath, 'utf8')).toBe('to question:');
    expect(readFileSync(hostTranscriptPath, 'utf8')).toBe('> 9\n< 17\n> 16\n>.\n<.\n');
    expect(reports.first.stdoutTruncated).toBe(true);
  });

  test('a joined program that never reads holds up the other, which goes on when it is gone', async () => {
    const first = box.spec(sh('while :; do echo more and more and more and more; done'));
    const second = box.spec(['/usr/bin/sleep', '1000'], { limits: { wallTimeMs: 500 } });
    const reports = await sandbox.runJoined({ first, second, recordBytes: 1000 });
    expect(reports).toMatchObject({
      first: { exit: { kind: 'signaled', signal: 'SIGPIPE' } },
      second: { exit: { kind: 'wall-limit' } },
      endedFirst: 'second',
    });
    expect(reports.first.usage.stdoutBytes).toBeLessThan(first.limits.outputBytes);
  });

  test('what a killed sandbox left is removed by the next one, and nothing of a living one', async () => {
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    const gone = ownName().replace(/^\d+-\d+/, `${dead.pid}-1`);
    const folder = mkdtempSync(join(tmpdir(), folderPrefixOf(gone)));
    writeFileSync(join(folder, 'launcher'), '');
    const create = (owner: string) =>
      engine.docker.createContainer({ Image: 'letscode-conformance', Cmd: ['/bin/true'], Labels: labelsOf(owner) });
    const [stale, living] = [await create(gone), await create(ownName())];
    await (await open()).close();
    expect((await containers()).map(({ Id }) => Id)).toEqual([living.id]);
    expect([stale.id === living.id, existsSync(folder)]).toEqual([false, false]);
    await living.remove();
  });

  test('a container whose owner dies, and the stream with it, ends and removes itself with all that runs in it', async () => {
    const hostFolder = mkdtempSync(join(tmpdir(), folderPrefixOf(ownName())));
    chmodSync(hostFolder, 0o755);
    copyFileSync(await buildLauncher(), join(hostFolder, 'launcher'));
    const spec = box.spec(['/usr/bin/sleep', '1000']);
    const place = { hostFolder, labels: labelsOf(ownName()), cpuPreset: 'shared' as const, blockDevices: [] };
    const kind = kindOf(spec, 'letscode-conformance', 'default', 1e7);
    const container = await engine.docker.createContainer(createOptions(kind, allowanceOf(spec), place));
    const attached = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const stream = (await container.attach(attached)) as Duplex;
    await container.start();
    stream.write(Buffer.concat([encodeFrame(await profileFrame('default')), encodeFrame(startFrame(spec, undefined))]));
    const processes = async () => (await container.top()).Processes.length;
    while ((await processes()) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    const removed = container.wait({ condition: 'removed' });
    stream.destroy();
    await removed;
    expect(await containers()).toEqual([]);
    rmSync(hostFolder, { recursive: true });
  });

  test('an engine without user namespaces is refused, or reported with a layer less when that was allowed by name', async () => {
    const plain = await startEngine({ userNamespaces: false });
    try {
      buildConformanceImage(plain.socketPath);
      await expect(open({ socketPath: plain.socketPath })).rejects.toMatchObject({
        code: 'isolation_missing',
        message: expect.stringContaining('userns-remap'),
      });
      const lesser = await open({ socketPath: plain.socketPath, withoutLayers: ['namespaces'] });
      const report = await lesser.run(box.spec(['/bin/true']));
      await lesser.close();
      expect(report.exit).toEqual({ kind: 'exited', code: 0 });
      expect(report.layers).toEqual(LAYERS.filter((layer) => layer !== 'namespaces'));
    } finally {
      await plain.stop();
    }
  });
});
