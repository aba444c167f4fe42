/** A worker that compiles for browsers: the real queue, database, sandbox and compiler. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadLanguages } from '@letscode/languages';
import { openQueueClient, type QueueClient } from '@letscode/queue';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../testing/problems.js';
import { type RunningWorker, startWorker } from '../worker.js';

const NATIVE = ['c', 'cpp', 'rust'];

let dataFolder: string;
let postgres: TestPostgres;
let store: Store;
let queue: QueueClient;
let sandbox: Sandbox;
let worker: RunningWorker;
let compileCount = 0;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'letscode-worker-'));
  postgres = await startTestPostgres();
  const url = await postgres.createDatabase();
  store = openStore(url);
  await store.migrate();
  queue = await openQueueClient({ engine: { kind: 'postgres', url } });
  sandbox = await openSandbox({ laneCount: 2 });
  worker = await startWorker({
    store,
    engine: { kind: 'postgres', url },
    sandbox: {
      run(spec, signal) {
        if (spec.phase === 'compile') compileCount += 1;
        return sandbox.run(spec, signal);
      },
    },
    languages: loadLanguages().filter(({ id }) => ['python', ...NATIVE].includes(id)),
    searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    dataFolder,
    laneCount: 2,
    preparesToolchains: true,
    workerId: 'worker-under-test',
    log: pino({ level: 'silent' }),
    now: Date.now,
  });
});
afterAll(async () => {
  await worker?.close(0);
  await sandbox?.close();
  await queue?.close();
  await store?.close();
  await postgres?.stop();
  await rm(dataFolder, { recursive: true });
});

const CODE = '#include <stdio.h>\nint main(void) { puts("hello"); }\n';

/** Language, program, what the judge's compiler says of it. */
const ONLY_FOR_BROWSERS: [string, string, string][] = [
  [
    'c',
    'int __attribute__((overloadable)) f(int n) { return n; }\n' +
      'int __attribute__((overloadable)) f(double n) { return n; }\nint main(void) { return f(0); }\n',
    'main.c:2:',
  ],
  ['cpp', 'int main() { std::cout << std::gcd(4, 6); }\n', "'cout' is not a member of 'std'"],
  ['rust', '#[cfg(not(target_arch = "wasm32"))]\ncompile_error!("only here");\nfn main() {}\n', 'only here'],
];
const ONLY_FOR_THE_JUDGE: [string, string][] = [
  ['c', 'int main(void) {\n  int square(int n) { return n * n; }\n  return square(0);\n}\n'],
  [
    'cpp',
    '#include <ext/numeric_traits.h>\nint main() { return __gnu_cxx::__numeric_traits<int>::__is_signed - 1; }\n',
  ],
  ['rust', '#[cfg(target_arch = "wasm32")]\ncompile_error!("only there");\nfn main() {}\n'],
];

describe('a worker that compiles for browsers', () => {
  it('says for which languages, once it can', async () => {
    const find = async () => {
      const ids = (await store.languages.list()).filter(({ clientRuntime }) => clientRuntime === 'wasi');
      return ids.length === NATIVE.length ? ids.map(({ id }) => id) : undefined;
    };
    expect((await eventually(find))?.sort()).toEqual(NATIVE);
  }, 120_000);

  it('puts the module where every server finds it, and makes it once', async () => {
    const first = await queue.makeModule({ code: CODE, language: 'c' }, 30_000);
    expect(first).toMatchObject({ ok: true, cached: false });
    const before = compileCount;
    const second = await queue.makeModule({ code: CODE, language: 'c' }, 30_000);
    expect([second.moduleId, second.cached, compileCount]).toEqual([first.moduleId, true, before]);
    const gzip = await store.modules.get(first.moduleId ?? '');
    expect(WebAssembly.validate(new Uint8Array(gunzipSync(gzip ?? new Uint8Array())))).toBe(true);
  });

  it('has another module for another program', async () => {
    const [one, other] = await Promise.all(
      [CODE, `${CODE}\n`].map((code) => queue.makeModule({ code, language: 'c' }, 30_000)),
    );
    expect(one?.moduleId).not.toBe(other?.moduleId);
  });

  it('tells what is wrong with a program, and keeps nothing of it', async () => {
    const answer = await queue.makeModule({ code: 'int main(void) { return', language: 'c' }, 30_000);
    expect(answer).toMatchObject({ ok: false, output: expect.stringContaining('main.c:1:') });
    expect(answer.moduleId).toBeUndefined();
  });

  it('compiles for the judge beside, so that a submission finds its artifact', async () => {
    const code = `${CODE}// submitted afterwards\n`;
    expect(await queue.makeModule({ code, language: 'c' }, 30_000)).toMatchObject({ ok: true });
    const before = compileCount;
    const { compile } = await queue.runTest({ code, language: 'c', input: '' }, 30_000);
    expect([compile?.ok, compile?.cached, compileCount]).toEqual([true, true, before]);
  });

  it.each(ONLY_FOR_BROWSERS)(
    'has no module of %s that the judge refuses, and says what it said',
    async (...program) => {
      const [language, code, says] = program;
      const answer = await queue.makeModule({ code, language }, 30_000);
      expect(answer).toMatchObject({ ok: false, compile: { ok: false, output: expect.stringContaining(says) } });
      expect(answer.moduleId).toBeUndefined();
      const { status, compile } = await queue.runTest({ code, language, input: '' }, 30_000);
      expect([status, compile?.output]).toEqual(['Compilation Error', answer.compile?.output]);
    },
  );

  it.each(ONLY_FOR_THE_JUDGE)('leaves %s to the judge that only the judge takes', async (language, code) => {
    const answer = await queue.makeModule({ code, language }, 30_000);
    expect(answer).toMatchObject({ ok: false, output: expect.stringContaining('error') });
    expect([answer.compile, answer.moduleId]).toEqual([undefined, undefined]);
    const { status } = await queue.runTest({ code, language, input: '' }, 30_000);
    expect(status).toBe('OK');
  });

  it('refuses a language that is not compiled for browsers', async () => {
    await expect(queue.makeModule({ code: 'print(1)', language: 'python' }, 30_000)).rejects.toMatchObject({
      code: 'language_unavailable',
    });
  });
});
