import { resolve } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { type VerifyRow, verifyPackage } from '@letscode/judge';
import { languageOfFile } from '@letscode/languages';
import { type ProblemPackage, readPackage } from '@letscode/problem-package';
import { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { openWorkbench, type Workbench } from '../workbench/open-workbench.js';
import { positiveInteger } from './positive-integer.js';
import { jsonView, tableView, type VerifyView } from './verify-view.js';

interface VerifyCommandOptions {
  jobs?: number;
  only?: string;
  json?: boolean;
}

/** `letscode verify`: every reference submission of a package gets a verdict that its author expects. */
export function verifyCommand(context: CommandContext): Command {
  return new Command('verify')
    .description('judge every file under submissions/ and compare with what its folder allows')
    .argument('<packages...>', 'package folders')
    .option('--jobs <n>', 'submissions judged at once (default: as many as lanes)', positiveInteger)
    .option('--only <glob>', 'only submissions whose path inside the package matches; * stands for any text')
    .option('--json', 'print JSON lines and nothing else, as is done where standard output is no terminal')
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      const bench = await openWorkbench(context);
      try {
        await verifyAll(context, bench, paths, options);
      } finally {
        await bench.close();
      }
    });
}

/** Packages and submissions go side by side; packages are told one after the other. */
async function verifyAll(
  context: CommandContext,
  bench: Workbench,
  paths: string[],
  options: VerifyCommandOptions,
): Promise<void> {
  const jobs = options.jobs ?? bench.laneCount;
  const isTable = context.stdout.isTTY === true && !options.json;
  const { columns = 80 } = context.stdout as { columns?: number };
  const view = isTable ? tableView(context, columns) : jsonView(context);
  const counts = { total: 0, ok: 0, failed: 0, skipped: 0 };
  const shared = { context, bench, options, view, inTurn: limited(jobs), preparing: limited(1) };
  const openPackage = limited(jobs);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  let told: Promise<void> = Promise.resolve();
  const all = paths.map((path) =>
    openPackage(async () => {
      signal.throwIfAborted();
      const earlier = told;
      const tellRow = async (row: VerifyRow) => {
        if (isTable) await earlier;
        counts.total += 1;
        counts[row.skipped ? 'skipped' : row.ok ? 'ok' : 'failed'] += 1;
        view.row(row);
      };
      const done = verifyOne(shared, path, tellRow, signal);
      told = Promise.allSettled([earlier, done]).then(() => {});
      await done;
    }),
  );
  try {
    await Promise.all(all);
  } finally {
    stop.abort(new Error('another package could not be judged'));
    await Promise.allSettled(all);
  }
  view.end(counts);
  context.exitCode = counts.failed === 0 ? 0 : 1;
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

interface Verification {
  context: CommandContext;
  bench: Workbench;
  options: VerifyCommandOptions;
  view: VerifyView;
  /** For submissions. */
  inTurn: InTurn;
  /** For toolchains. */
  preparing: InTurn;
}

/** A package that cannot be read, or asks for more than this machine allows, is one failed row; the others go on. */
async function verifyOne(
  { bench, options, view, inTurn, preparing }: Verification,
  path: string,
  tellRow: (row: VerifyRow) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const problem = await readPackage(resolve(path));
    await preparing(() => bench.prepare(languagesOf(bench, problem), true));
    const isWanted = options.only === undefined ? undefined : globMatcher(options.only);
    const rows = verifyPackage(bench.judge, problem, {
      problemName: path,
      knownLanguages: [...bench.languages, ...bench.missing.map(({ definition }) => definition)],
      usableLanguageIds: new Set(bench.languages.map(({ id }) => id)),
      inTurn,
      ...(isWanted ? { isWanted } : {}),
      onProgress: view.progress,
      signal,
    });
    for (;;) {
      const next = await rows.next();
      if (next.done) return view.packageDone(path, next.value);
      await tellRow(next.value);
    }
  } catch (error) {
    if (!(error instanceof LetscodeError) || !['bad_package', 'bad_limit'].includes(error.code)) throw error;
    const row = { problem: path, submission: '', language: 'unknown', expected: [], verdict: 'Skipped' as const };
    await tellRow({ ...row, ok: false, maxCpuTimeMs: 0, message: error.message });
  }
}

/** At most `count` pieces of work at once, in the order of asking. */
function limited(count: number): InTurn {
  const waiting: (() => void)[] = [];
  let activeCount = 0;
  return async (work) => {
    if (activeCount >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else activeCount += 1;
    try {
      return await work();
    } finally {
      // The place passes on to the next one, or is free.
      const next = waiting.shift();
      if (next) next();
      else activeCount -= 1;
    }
  };
}

/** Ids of the languages of the package's submissions. */
function languagesOf(bench: Workbench, { submissions }: ProblemPackage): Set<string> {
  const names = submissions.flatMap(({ files }) => files.map(({ name }) => name));
  return new Set(names.flatMap((name) => languageOfFile(name, bench.languages)?.id ?? []));
}

function globMatcher(glob: string): (path: string) => boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const matcher = new RegExp(`(^|/)${pattern}$`);
  return (path) => matcher.test(path);
}
