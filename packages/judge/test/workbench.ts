/**
 * A real judge on the real sandbox for the suites of this folder: every
 * language that is installed here, a scratch folder of its own, all gone after.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type Limits } from '@letscode/core';
import { type LanguageDefinition, loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  type Checker,
  createJudge,
  type Judge,
  type JudgeOutcome,
  type JudgingHooks,
  type JudgingTask,
  type JudgingTest,
  LENIENT_CHECKER,
} from '../src/index.js';

const MIB = 1024 * 1024;

const SMALL_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  cpuTimeMs: 5_000,
  wallTimeMs: 20_000,
  memoryBytes: 256 * MIB,
  outputBytes: 8 * MIB,
};

interface TestCase {
  input: string;
  answer: string;
  isSample?: boolean;
  /** Its place below data/; made of its number when absent. */
  name?: string;
  more?: Partial<JudgingTest>;
}

export interface Workbench {
  judge: Judge;
  sandbox: Sandbox;
  languages: LanguageDefinition[];
  folder: string;
  scratchFolder: string;
  /** Judges one source against inline tests. */
  submit(language: string, code: string, tests: TestCase[], options?: SubmitOptions): Promise<JudgeOutcome>;
  /** Writes a program of a package; answers its folder. */
  program(name: string, files: Record<string, string>): Promise<string>;
  /** What jobs have left in the scratch folder, beside compiled validators. */
  leftovers(): Promise<string[]>;
  close(): Promise<void>;
}

interface SubmitOptions extends JudgingHooks {
  limits?: Partial<Limits>;
  checker?: Checker;
  task?: Partial<JudgingTask>;
}

/** For one test file: a workbench that is usable from the first test on, and has left nothing behind after the last. */
export function workbenchSuite(): Workbench {
  const bench = {} as Workbench;
  beforeAll(async () => {
    Object.assign(bench, await openWorkbench());
  });
  afterAll(async () => {
    try {
      expect(await bench.leftovers()).toEqual([]);
    } finally {
      await bench.close();
    }
  });
  return bench;
}

async function openWorkbench(laneCount = 2): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-judge-test-'));
  const scratchFolder = join(folder, 'scratch');
  await mkdir(scratchFolder);
  const sandbox = await openSandbox({ laneCount });
  const searchPath = (process.env.PATH ?? '').split(':');
  const resolved = await Promise.all(loadLanguages().map((each) => resolveLanguage(each, { searchPath })));
  const languages = resolved.flatMap((each) => (each.ok ? [each.definition] : []));
  const judge = createJudge({ runner: sandbox, languages, scratchFolder, laneCount });
  let taskCount = 0;
  return {
    judge,
    sandbox,
    languages,
    folder,
    scratchFolder,
    async submit(language, code, tests, options = {}) {
      const stem = join(folder, `task-${++taskCount}`);
      const files = tests.map(async (test, index) => {
        const path = `${stem}-${index}`;
        await writeFile(`${path}.in`, test.input);
        await writeFile(`${path}.ans`, test.answer);
        const kind = test.isSample ? 'sample' : 'secret';
        return {
          ...test.more,
          name: test.name ?? `${kind}/${index + 1}`,
          isSample: test.isSample ?? false,
          hostInputPath: `${path}.in`,
          hostAnswerPath: `${path}.ans`,
        };
      });
      const task = {
        problemId: 'inline',
        limits: { ...SMALL_LIMITS, ...options.limits },
        checker: options.checker ?? LENIENT_CHECKER,
        tests: await Promise.all(files),
        ...options.task,
      };
      return judge.judge({ language, code }, task, options);
    },
    async program(name, sources) {
      const hostPath = join(folder, name);
      await mkdir(hostPath, { recursive: true });
      for (const [file, text] of Object.entries(sources)) await writeFile(join(hostPath, file), text);
      return hostPath;
    },
    async leftovers() {
      return (await readdir(scratchFolder)).filter((name) => name !== 'validators');
    },
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
