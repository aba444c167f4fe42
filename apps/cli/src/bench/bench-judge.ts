/**
 * `letscode bench judge`: what the judge adds to a submission of many small tests,
 * how much a second lane gains, and how its memory stands with a large test.
 *
 * The judge's own time is all between "compiled" and the verdict, less the CPU time of
 * the program itself, over the number of tests. The baseline is as many bare fork, exec
 * and wait of the same program on the same input, in turns with it.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DEFAULT_LIMITS, LetscodeError, type TestResult } from '@letscode/core';
import { compileProgram, createJudge, type JudgeOutcome, type JudgingTask, prepareToolchain } from '@letscode/judge';
import { type LanguageDefinition, loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { compileDriver, DriverContestant } from './c-driver.js';
import { type Block, type Contestant, compare } from './contestant.js';
import { median, rounded } from './figures.js';
import { type BenchResult, shown, targetRow } from './tables.js';

const TEST_COUNT = 100;
const MIB = 1024 * 1024;
const LARGE_BYTES = 500 * MIB;

/** Sums its input; `STEPS` says how much it computes beside. */
const SUM = `#include <iostream>
int main() {
  unsigned long long state = 88172645463325252ull;
  for (long i = 0; i < STEPS; i++) state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  long sum = 0, n;
  while (std::cin >> n) sum += n;
  std::cout << sum + (state == 0) << "\\n";
}
`;

/** Tests that compute nothing show what the judge costs, tests of some ms of CPU time what a lane more brings. */
const PROGRAMS = [
  { name: 'nothing', code: SUM.replace('STEPS', '0') },
  { name: 'some ms', code: SUM.replace('STEPS', '5000000') },
];
/** Copies its input: as much output to compare as input to read. */
const COPY = `#include <unistd.h>
static char buffer[1 << 16];
int main() {
  for (ssize_t got; (got = read(0, buffer, sizeof buffer)) > 0;)
    for (ssize_t at = 0, put; at < got; at += put) if ((put = write(1, buffer + at, got - at)) < 0) return 1;
}
`;

export async function benchJudge(options: BenchOptions): Promise<BenchResult> {
  const language = await findCpp(options.searchPath);
  const lanes: LaneFigures[] = [];
  for (const program of PROGRAMS) lanes.push(...(await compareLanes(program, language, options)));
  const large = await judgeLargeTest(language, options);
  const of = (program: string, laneCount: number) =>
    lanes.find((each) => each.program === program && each.laneCount === laneCount) as LaneFigures;
  const gains = PROGRAMS.map(({ name }) => ({
    program: name,
    gain: rounded(of(name, 1).elapsedMs / of(name, 2).elapsedMs),
  }));
  return {
    figures: { testCount: TEST_COUNT, lanes, twoLanesGain: gains, large },
    tables: [
      {
        title: `${TEST_COUNT} small tests of one C++ submission`,
        note: `Medians of ${options.roundCount} submissions for each row, in turns; compiling left out.`,
        head: [
          'it computes',
          'lanes',
          'all tests ms',
          'a test ms',
          "of it the program's CPU ms",
          "the judge's own ms a test",
        ],
        rows: lanes.map((each) => [
          each.program,
          each.laneCount === 0 ? 'bare fork+exec' : String(each.laneCount),
          shown(each.elapsedMs, 1),
          shown(each.elapsedMs / TEST_COUNT),
          each.laneCount === 0 ? '–' : shown(each.programCpuMs / TEST_COUNT),
          each.laneCount === 0 ? '–' : shown(each.ownMs),
        ]),
      },
      {
        title: 'Against what is wanted',
        head: ['', 'measured', 'wanted', 'reached'],
        rows: [
          targetRow("the judge's own time for a test, one lane", of('nothing', 1).ownMs, 3, 'ms'),
          ...gains.map(({ program, gain }) => [
            `two lanes against one, computing ${program}`,
            `${shown(gain)} ×`,
            '≥ 1.7 ×',
            gain >= 1.7 ? 'yes' : 'no',
          ]),
          targetRow(
            `growth of memory with a test of ${LARGE_BYTES / MIB} MiB in and out`,
            large.growthBytes / MIB,
            64,
            'MiB',
          ),
        ],
      },
    ],
  };
}

async function findCpp(searchPath: string[]): Promise<LanguageDefinition> {
  const definition = loadLanguages().find(({ id }) => id === 'cpp');
  const resolution = definition && (await resolveLanguage(definition, { searchPath }));
  if (!resolution?.ok) throw new LetscodeError('language_unavailable', 'bench judge needs C++: apt-get install g++');
  return resolution.definition;
}

interface LaneFigures {
  program: string;
  /** 0 for the bare runs. */
  laneCount: number;
  elapsedMs: number;
  programCpuMs: number;
  /** Of one test. */
  ownMs: number;
}

async function compareLanes(
  program: { name: string; code: string },
  language: LanguageDefinition,
  options: BenchOptions,
): Promise<LaneFigures[]> {
  const input = join(options.scratchFolder, 'small.in');
  const answer = join(options.scratchFolder, 'small.ans');
  await writeFile(input, '1 2 3\n4 5\n');
  await writeFile(answer, '15\n');
  const forkExecPath = await compileDriver(options.rootFolder, 'fork-exec', options.scratchFolder);
  const sandboxes: Sandbox[] = [];
  const contestants: Submissions[] = [];
  let bare: DriverContestant | undefined;
  try {
    for (const laneCount of [1, 2]) {
      const sandbox = await openSandbox({ laneCount, helperPath: options.helperPath });
      sandboxes.push(sandbox);
      contestants.push(
        await Submissions.open({ laneCount, sandbox, language, program, task: taskOf(input, answer) }, options),
      );
    }
    const hostFolder = join(options.scratchFolder, `plain ${program.name}`);
    const plain = await compilePlain(sandboxes[0] as Sandbox, language, program.code, hostFolder);
    bare = new DriverContestant('bare', forkExecPath, ['-i', input, plain]);
    const rounds = { laneCount: 1, roundCount: options.roundCount, runsPerBlock: TEST_COUNT, leadInRuns: 0 };
    const blocks = await compare<Contestant>([bare, ...contestants], rounds, options.signal);
    const bareMs = median((blocks.get(bare) ?? []).map(({ elapsedMs }) => elapsedMs));
    return [
      { program: program.name, laneCount: 0, elapsedMs: rounded(bareMs), programCpuMs: 0, ownMs: 0 },
      ...contestants.map((each) => each.figures()),
    ];
  } finally {
    await bare?.close();
    for (const sandbox of sandboxes) await sandbox.close();
  }
}

function taskOf(hostInputPath: string, hostAnswerPath: string): JudgingTask {
  const tests = Array.from({ length: TEST_COUNT }, (_, i) => ({
    name: `secret/${String(i + 1).padStart(3, '0')}`,
    isSample: false,
    hostInputPath,
    hostAnswerPath,
  }));
  const checker = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false } as const;
  return { problemId: 'bench', limits: DEFAULT_LIMITS, checker, tests };
}

async function compilePlain(
  sandbox: Sandbox,
  language: LanguageDefinition,
  code: string,
  hostFolder: string,
): Promise<string> {
  await mkdir(hostFolder);
  await chmod(hostFolder, 0o755);
  const compiled = await compileProgram({
    runner: sandbox,
    language,
    sources: [{ name: 'main.cpp', content: code }],
    hostFolder,
  });
  if (compiled.result?.ok !== true) throw new LetscodeError('internal', `bench: ${compiled.result?.output}`);
  return join(compiled.hostArtifactPath, 'program');
}

interface Entry {
  laneCount: number;
  sandbox: Sandbox;
  language: LanguageDefinition;
  program: { name: string; code: string };
  task: JudgingTask;
}

/** A block is one submission, judged on all tests; compiled anew. */
class Submissions implements Contestant {
  readonly name: string;
  readonly #elapsedMs: number[] = [];
  readonly #programCpuMs: number[] = [];

  private constructor(
    readonly entry: Entry,
    readonly judge: ReturnType<typeof createJudge>,
  ) {
    this.name = `${entry.laneCount} lanes`;
  }

  static async open(entry: Entry, options: BenchOptions): Promise<Submissions> {
    const { laneCount, sandbox, language } = entry;
    const prepared = await prepareToolchain(language, {
      runner: sandbox,
      cacheFolder: join(options.scratchFolder, 'toolchains'),
      now: Date.now,
      startsAhead: true,
    });
    const scratchFolder = join(options.outputFolder, `judge-${laneCount}`);
    const judge = createJudge({ runner: sandbox, languages: [prepared.language], scratchFolder, laneCount });
    return new Submissions(entry, judge);
  }

  async block(_laneCount: number, _count: number): Promise<Block> {
    let compiledAt = 0;
    const runsMs: number[] = [];
    let previous = 0;
    const { program, task } = this.entry;
    const outcome = await this.judge.judge({ language: 'cpp', code: program.code }, task, {
      onCompiled: () => {
        compiledAt = performance.now();
        previous = compiledAt;
      },
      onTest: () => {
        const now = performance.now();
        runsMs.push(now - previous);
        previous = now;
      },
    });
    const elapsedMs = performance.now() - compiledAt;
    requireAccepted(outcome);
    this.#elapsedMs.push(elapsedMs);
    this.#programCpuMs.push(cpuOf(outcome.testResults));
    return { elapsedMs, runsMs };
  }

  figures(): LaneFigures {
    const elapsedMs = median(this.#elapsedMs);
    const programCpuMs = median(this.#programCpuMs);
    const { program, laneCount } = this.entry;
    return {
      program: program.name,
      laneCount,
      elapsedMs: rounded(elapsedMs),
      programCpuMs: rounded(programCpuMs),
      ownMs: rounded((elapsedMs - programCpuMs / laneCount) / TEST_COUNT),
    };
  }

  async close(): Promise<void> {}
}

function cpuOf(results: readonly TestResult[]): number {
  return results.reduce((sum, { cpuTimeMs }) => sum + cpuTimeMs, 0);
}

function requireAccepted({ verdict, compile }: JudgeOutcome): void {
  if (verdict.status === 'Accepted') return;
  throw new LetscodeError('internal', `bench: ${verdict.status}: ${verdict.message ?? compile?.output ?? ''}`);
}

/** One test whose input, output and answer have each LARGE_BYTES; the peak of this process's memory meanwhile. */
async function judgeLargeTest(language: LanguageDefinition, options: BenchOptions): Promise<{ growthBytes: number }> {
  const input = join(options.scratchFolder, 'large.in');
  const sandbox = await openSandbox({ laneCount: 1, helperPath: options.helperPath });
  try {
    await writeLarge(input);
    const scratchFolder = join(options.scratchFolder, 'judge-large');
    const judge = createJudge({ runner: sandbox, languages: [language], scratchFolder, laneCount: 1 });
    const small = { ...taskOf(join(options.scratchFolder, 'small.in'), join(options.scratchFolder, 'small.in')) };
    requireAccepted(await judge.judge({ language: 'cpp', code: COPY }, { ...small, tests: small.tests.slice(0, 1) }));
    const task: JudgingTask = {
      ...small,
      limits: { ...DEFAULT_LIMITS, cpuTimeMs: 60_000, wallTimeMs: 180_000, outputBytes: LARGE_BYTES },
      tests: [{ name: 'secret/large', isSample: false, hostInputPath: input, hostAnswerPath: input }],
    };
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    try {
      requireAccepted(await judge.judge({ language: 'cpp', code: COPY }, task));
    } finally {
      clearInterval(watch);
    }
    return { growthBytes: Math.max(peak, process.memoryUsage.rss()) - before };
  } finally {
    await sandbox.close();
    await rm(input, { force: true });
  }
}

async function writeLarge(path: string): Promise<void> {
  const file = createWriteStream(path);
  const line = Buffer.from(`${'1234567 '.repeat(127)}890123\n`);
  const chunk = Buffer.concat(Array.from({ length: 256 }, () => line));
  for (let written = 0; written < LARGE_BYTES; written += chunk.length) {
    if (!file.write(chunk.subarray(0, Math.min(chunk.length, LARGE_BYTES - written)))) {
      await once(file, 'drain');
    }
  }
  file.end();
  await finished(file);
}
