/** Programs compiled before they are submitted: found by the submission, joined while under way, stopped when unwanted. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type RunSpec } from '@letscode/core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ArtifactStore,
  type CompilationsUnderWay,
  createJudge,
  type Judge,
  type JudgingTask,
  type KeptCompilation,
  LENIENT_CHECKER,
  type RunsPrograms,
  withArtifactCache,
} from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();
const TASK: JudgingTask = { problemId: 'none', limits: DEFAULT_LIMITS, checker: LENIENT_CHECKER, tests: [] };
const GOOD = '#include <stdio.h>\nint main(void) { puts("42"); }\n';

/** Compilations in folders of their own. */
class FolderStore implements ArtifactStore {
  readonly #kept = new Map<string, KeptCompilation>();

  constructor(readonly folder: string) {}

  async take(key: string, hostFolder: string | undefined): Promise<KeptCompilation | undefined> {
    const kept = this.#kept.get(key);
    if (kept && hostFolder) await cp(join(this.folder, key), hostFolder, { recursive: true });
    return kept;
  }

  async keep(key: string, compilation: KeptCompilation, hostFolder: string | undefined): Promise<void> {
    if (hostFolder) await cp(hostFolder, join(this.folder, key), { recursive: true });
    this.#kept.set(key, compilation);
  }
}

let compiled: RunSpec[];
let warmed: [RunSpec, number][];
/** What the next compilation waits for before it begins. */
let gate: Promise<void>;
let drafts: Judge;
let submissions: Judge;

let storeCount = 0;

beforeEach(() => {
  compiled = [];
  warmed = [];
  gate = Promise.resolve();
  const runner: RunsPrograms = {
    async run(spec, signal) {
      if (spec.phase === 'compile') {
        compiled.push(spec);
        await gate;
      }
      return bench.sandbox.run(spec, signal);
    },
    warm: async (spec, count) => {
      warmed.push([spec, count]);
      await bench.sandbox.warm(spec, count);
    },
  };
  const store = new FolderStore(join(bench.folder, `kept-${storeCount++}`));
  const underWay: CompilationsUnderWay = new Map();
  const judgeOver = () =>
    createJudge({
      runner: withArtifactCache(runner, store, () => {}, underWay),
      languages: bench.languages,
      scratchFolder: bench.scratchFolder,
      laneCount: 2,
    });
  drafts = judgeOver();
  submissions = judgeOver();
});

const submit = (code: string, signal?: AbortSignal) =>
  submissions.judge({ language: 'c', code }, TASK, signal ? { signal } : {});

async function untilCompiling(count: number): Promise<void> {
  while (compiled.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('compiling ahead', () => {
  it('lets the submission of the same code find its artifact, and boxes ready for it', async () => {
    const result = await drafts.compileAhead({ language: 'c', code: GOOD }, undefined);
    expect(result).toMatchObject({ ok: true, cached: false });
    expect(warmed.map(([{ phase }, count]) => [phase, count])).toEqual([['run', 2]]);
    expect((await submit(GOOD)).compile).toMatchObject({ ok: true, cached: true });
    expect((await submit(`${GOOD}\n`)).compile).toMatchObject({ ok: true, cached: false });
    expect(compiled).toHaveLength(2);
  });

  it('tells of a program that does not compile, keeps nothing of it and warms nothing', async () => {
    const code = 'int main(void) { return';
    expect(await drafts.compileAhead({ language: 'c', code }, undefined)).toMatchObject({ ok: false });
    expect(warmed).toEqual([]);
    expect((await submit(code)).compile).toMatchObject({ ok: false, cached: false });
  });

  it('is joined by a submission that comes meanwhile, and is then not stopped by newer code', async () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const newerCode = new AbortController();
    const draft = drafts.compileAhead({ language: 'c', code: GOOD }, undefined, newerCode.signal);
    await untilCompiling(1);
    const submission = submit(GOOD);
    // The submission's key is worked out from its files; only then does it join.
    await new Promise((resolve) => setTimeout(resolve, 200));
    newerCode.abort(new Error('newer code'));
    open();
    expect((await submission).compile).toMatchObject({ ok: true, cached: true });
    expect(await draft).toMatchObject({ ok: true });
    expect(compiled).toHaveLength(1);
  });

  it('is stopped by newer code while nobody wants it, and the next one compiles by itself', async () => {
    const newerCode = new AbortController();
    const endless = '#include "/dev/zero"\n';
    const draft = drafts.compileAhead({ language: 'c', code: endless }, undefined, newerCode.signal);
    await untilCompiling(1);
    newerCode.abort(new Error('newer code'));
    await expect(draft).rejects.toThrow('newer code');
    expect((await submit(GOOD)).compile).toMatchObject({ ok: true, cached: false });
  });

  it('a submission that joined and was stopped leaves the draft to itself', async () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const draft = drafts.compileAhead({ language: 'c', code: GOOD }, undefined);
    await untilCompiling(1);
    const stopped = new AbortController();
    const submission = submit(GOOD, stopped.signal);
    stopped.abort(new Error('the worker stops'));
    await expect(submission).rejects.toThrow('the worker stops');
    open();
    expect(await draft).toMatchObject({ ok: true });
  });

  it('warms the boxes of a language, and does nothing for one that is not here', async () => {
    await drafts.warm('python', 3);
    await drafts.warm('intercal', 3);
    expect(warmed.map(([{ argv, phase }, count]) => [argv.at(-1), phase, count])).toEqual([['/app/main.py', 'run', 3]]);
    expect(compiled).toEqual([]);
  });
});
