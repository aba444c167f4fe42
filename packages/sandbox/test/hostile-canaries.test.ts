/** A canary that nobody would notice dying is none: each is touched once, and must say so. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Canaries, setCanaries } from './hostile-canaries.js';

let canaries: Canaries;

beforeEach(async () => {
  canaries = await setCanaries();
});

afterEach(() => canaries.remove());

const visit = (where: { host: string; port: number } | { path: string }) =>
  new Promise((done) => connect(where).once('close', done).resume());

const touches: [string, () => unknown][] = [
  ['its file is written', () => appendFileSync(canaries.places.file ?? '', 'x')],
  ['its file gets other rights', () => chmodSync(canaries.places.file ?? '', 0o600)],
  ['its process gets a signal', () => process.kill(Number(canaries.places.pid), 'SIGUSR1')],
  ['its port is called', () => visit({ host: '127.0.0.1', port: Number(canaries.places.port) })],
  ['its abstract socket is called', () => visit({ path: `\0${canaries.places.abstract}` })],
  [
    'its shared memory is attached',
    () => {
      const attach = `import ctypes; c = ctypes.CDLL(None); c.shmat.restype = ctypes.c_void_p; c.shmat(${canaries.places.shm}, None, 0)`;
      execFileSync('/usr/bin/python3', ['-c', attach]);
    },
  ],
];

test('canaries that nobody touches say nothing', () => {
  canaries.expectUntouched();
});

test.each(touches)('a canary tells when %s', async (_what, touch) => {
  await touch();
  expect(() => canaries.expectUntouched()).toThrow();
});
