import { join, resolve } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { type VerifyRow, verifyPackage } from '@letscode/judge';
import { languageOfFile } from '@letscode/languages';
import { type ProblemPackage, readPackage } from '@letscode/problem-package';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { openWorkbench, type Workbench } from '../workbench/open-workbench.js';
import { positiveInteger } from './positive-integer.js';

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
    .option('--jobs <n>', 'submissions judged at once (default: half the lanes, at least 1)', positiveInteger)
    .option('--only <glob>', 'only submissions whose path inside the package matches; * stands for any text')
    .option('--json', 'print JSON lines and nothing else')
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      const bench = await openWorkbench(context);
      const counts = { total: 0, ok: 0, failed: 0, skipped: 0 };
      try {
        for (const path of paths) {
          for await (const row of verifyOne(context, bench, path, options)) {
            counts.total += 1;
            counts[row.skipped ? 'skipped' : row.ok ? 'ok' : 'failed'] += 1;
            if (options.json) writeJson(context, row);
            else printRow(context, row);
          }
        }
      } finally {
        await bench.close();
      }
      if (options.json) writeJson(context, counts);
      else writeLine(context, `\n${counts.ok} as expected, ${counts.failed} not, ${counts.skipped} skipped`);
      context.exitCode = counts.failed === 0 ? 0 : 1;
    });
}

/** A package that cannot be read is one failed row; the others go on. */
async function* verifyOne(
  context: CommandContext,
  bench: Workbench,
  path: string,
  options: VerifyCommandOptions,
): AsyncGenerator<VerifyRow> {
  try {
    const problem = await readPackage(resolve(path));
    await bench.prepare(languagesOf(bench, problem), true);
    const isWanted = options.only === undefined ? undefined : globMatcher(options.only);
    yield* verifyPackage(bench.judge, problem, {
      problemName: path,
      knownLanguages: [...bench.languages, ...bench.missing.map(({ definition }) => definition)],
      usableLanguageIds: new Set(bench.languages.map(({ id }) => id)),
      jobs: options.jobs ?? Math.max(1, Math.floor(bench.laneCount / 2)),
      ...(isWanted ? { isWanted } : {}),
      signal: context.signal,
    });
  } catch (error) {
    if (!(error instanceof LetscodeError) || error.code !== 'bad_package') throw error;
    const row = { problem: path, submission: '', language: 'unknown', expected: [], verdict: 'Skipped' as const };
    yield { ...row, ok: false, maxCpuTimeMs: 0, message: error.message };
  }
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

function printRow(context: CommandContext, row: VerifyRow): void {
  const mark = row.skipped ? 'skipped' : row.ok ? 'ok     ' : 'FAILED ';
  const got = row.verdict;
  const wanted = row.ok ? '' : ` (expected ${row.expected.join(' or ') || 'a readable package'})`;
  const where = join(row.problem, row.submission);
  writeLine(context, `${mark}  ${where.padEnd(56)} ${got}${wanted}  ${row.maxCpuTimeMs || ''}`.trimEnd());
  if (row.message && (row.skipped || !row.ok)) writeLine(context, `         ${row.message}`);
}
