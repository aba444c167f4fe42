/**
 * `letscode bench sandbox-languages`: ten tests of one new submission, in our box
 * as the judge runs them, against ten plain runs of the same program, in turns.
 *
 * "New" is the point: each block compiles the program into a fresh folder, so that
 * nothing was prepared for this submission. Compiling is not in the figure; the
 * first test, which pays for what the submission's box needs, is.
 */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, LetscodeError } from '@letscode/core';
import { compileProgram, prepareToolchain, runProgram } from '@letscode/judge';
import { type LanguageDefinition, loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { requireSound } from './box-contestants.js';
import { compileDriver, DriverContestant } from './c-driver.js';
import { type Block, type Contestant, compare, runsOf } from './contestant.js';
import { figuresOf, median, rounded } from './figures.js';
import { type BenchResult, shown } from './tables.js';

const TEST_COUNT = 10;

/** Sums what it reads; `plain` is how anyone would start it. `bound`: ours / plain that is to be reached, if any. */
interface Program {
  language: string;
  code: string;
  plain(language: LanguageDefinition, hostArtifactPath: string): string[];
  bound?: number;
}

const PROGRAMS: Program[] = [
  {
    language: 'cpp',
    code: '#include <iostream>\nint main() { long sum = 0, n; while (std::cin >> n) sum += n; std::cout << sum << "\\n"; }\n',
    plain: (_, folder) => [join(folder, 'program')],
  },
  {
    language: 'python',
    code: 'import sys\nprint(sum(map(int, sys.stdin.read().split())))\n',
    plain: (language, folder) => [interpreterOf(language), join(folder, 'main.py')],
    bound: 0.35,
  },
  {
    language: 'javascript',
    code: "const text = require('fs').readFileSync(0, 'utf8');\nlet sum = 0;\nfor (const word of text.split(/\\s+/)) sum += Number(word);\nconsole.log(sum);\n",
    plain: (language, folder) => [interpreterOf(language), join(folder, 'main.js')],
    bound: 0.6,
  },
];

/** The program that the language's run command starts, by its real path. */
function interpreterOf(language: LanguageDefinition): string {
  const path = language.run.argv.find((argument) => /\/(python|node)[^/]*$/.test(argument));
  if (path === undefined)
    throw new LetscodeError('internal', `bench: no interpreter in ${language.run.argv.join(' ')}`);
  return path;
}

interface Entry {
  language: string;
  plainRunMs: number;
  boxRunMs: number;
  tenPlainMs: number;
  tenTestsMs: number;
  /** Of the ten: the first, which prepares for the others. */
  firstTestMs: number;
  ratio: number;
  bound?: number;
  compileMs: number;
}

export async function benchLanguages(options: BenchOptions): Promise<BenchResult> {
  const forkExecPath = await compileDriver(options.rootFolder, 'fork-exec', options.scratchFolder);
  const input = join(options.scratchFolder, 'input');
  await writeFile(input, '1 2 3\n4 5\n');
  const sandbox = await openSandbox({ laneCount: 1, helperPath: options.helperPath });
  const entries: Entry[] = [];
  const missing: string[] = [];
  try {
    for (const program of PROGRAMS) {
      const language = await findLanguage(program.language, options.searchPath);
      if (typeof language === 'string') missing.push(`${program.language}: ${language}`);
      else {
        const prepared = await prepareToolchain(language, {
          runner: sandbox,
          cacheFolder: join(options.scratchFolder, 'toolchains'),
          now: Date.now,
          startsAhead: true,
        });
        entries.push(await measure(program, prepared.language, sandbox, { ...options, forkExecPath, input }));
      }
    }
  } finally {
    await sandbox.close();
  }
  return { figures: { languages: entries, missing }, tables: [tableOf(entries, missing)] };
}

async function findLanguage(id: string, searchPath: string[]): Promise<LanguageDefinition | string> {
  const definition = loadLanguages().find((language) => language.id === id);
  if (!definition) return 'no such language';
  const resolution = await resolveLanguage(definition, { searchPath });
  return resolution.ok ? resolution.definition : resolution.reason;
}

async function measure(
  program: Program,
  language: LanguageDefinition,
  sandbox: Sandbox,
  options: BenchOptions & { forkExecPath: string; input: string },
): Promise<Entry> {
  const folder = join(options.scratchFolder, program.language);
  const ours = new Submissions(program, language, sandbox, folder, options.input);
  const own = await ours.compile(join(folder, 'plain'));
  const argv = program.plain(language, own.hostArtifactPath);
  const plain = new DriverContestant(`plain ${program.language}`, options.forkExecPath, ['-i', options.input, ...argv]);
  try {
    await plain.block(1, 1);
    await ours.block(1, 1); // the language's first run of all
    ours.compileMs.length = 0;
    const rounds = { laneCount: 1, roundCount: options.roundCount, runsPerBlock: TEST_COUNT, leadInRuns: 0 };
    const blocks = await compare<Contestant>([plain, ours], rounds, options.signal);
    return entryOf(program, blocks.get(plain) ?? [], blocks.get(ours) ?? [], median(ours.compileMs));
  } finally {
    await plain.close();
    await rm(folder, { recursive: true });
  }
}

function entryOf(program: Program, plain: Block[], ours: Block[], compileMs: number): Entry {
  const tenPlainMs = rounded(median(plain.map((block) => block.elapsedMs)));
  const tenTestsMs = rounded(median(ours.map((block) => block.elapsedMs)));
  return {
    language: program.language,
    plainRunMs: figuresOf(runsOf(plain)).medianMs,
    boxRunMs: figuresOf(runsOf(ours)).medianMs,
    tenPlainMs,
    tenTestsMs,
    firstTestMs: rounded(median(ours.map((block) => block.runsMs[0] ?? Number.NaN))),
    ratio: rounded(tenTestsMs / tenPlainMs),
    ...(program.bound === undefined ? {} : { bound: program.bound }),
    compileMs: rounded(compileMs),
  };
}

/** A block is one submission: compiled anew, then tested as many times as asked for. */
class Submissions implements Contestant {
  readonly name: string;
  readonly compileMs: number[] = [];
  #count = 0;

  constructor(
    readonly program: Program,
    readonly language: LanguageDefinition,
    readonly sandbox: Sandbox,
    readonly folder: string,
    readonly input: string,
  ) {
    this.name = `our ${program.language}`;
  }

  async compile(hostFolder: string) {
    await mkdir(hostFolder, { recursive: true });
    await chmod(hostFolder, 0o755);
    const began = performance.now();
    const sources = [{ name: `main.${this.language.extension}`, content: this.program.code }];
    const compiled = await compileProgram({ runner: this.sandbox, language: this.language, sources, hostFolder });
    this.compileMs.push(performance.now() - began);
    if (compiled.result?.ok === false) throw new LetscodeError('internal', `bench: ${compiled.result.output}`);
    return compiled;
  }

  async block(_laneCount: number, count: number): Promise<Block> {
    const hostFolder = join(this.folder, String(++this.#count));
    const program = await this.compile(hostFolder);
    const runsMs: number[] = [];
    const began = performance.now();
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      const { report } = await runProgram({
        runner: this.sandbox,
        program,
        limits: DEFAULT_LIMITS,
        hostStdinPath: this.input,
        hostOutputStem: join(hostFolder, `test-${i}`),
        followingCount: Math.min(count - i - 1, 2), // as the judge does with one lane
      });
      runsMs.push(performance.now() - start);
      requireSound(report, this.name);
    }
    const elapsedMs = performance.now() - began;
    await rm(hostFolder, { recursive: true });
    return { elapsedMs, runsMs };
  }

  async close(): Promise<void> {}
}

function tableOf(entries: Entry[], missing: string[]) {
  return {
    title: 'Ten tests of one new submission',
    note: `Plain: ten times fork, exec and wait with the same input. The box: the judge's own calls, after compiling.${missing.length > 0 ? ` Not measured: ${missing.join('; ')}.` : ''}`,
    head: [
      '',
      'plain run ms',
      'run in the box ms',
      'first test ms',
      'ten plain ms',
      'ten tests ms',
      'ratio',
      'wanted',
      'compile ms',
    ],
    rows: entries.map((entry) => [
      entry.language,
      shown(entry.plainRunMs),
      shown(entry.boxRunMs),
      shown(entry.firstTestMs),
      shown(entry.tenPlainMs, 1),
      shown(entry.tenTestsMs, 1),
      `${shown(entry.ratio)} ×`,
      entry.bound === undefined ? '–' : `≤ ${entry.bound} ×`,
      shown(entry.compileMs, 1),
    ]),
  };
}
