/**
 * Packages and the judge: what of a package is judged by, and whether every
 * submission in it gets a verdict that its author expects.
 */
import { readFile } from 'node:fs/promises';
import type { Verdict } from '@letscode/core';
import { type LanguageDefinition, languageOfFile } from '@letscode/languages';
import type { PackageSubmission, ProblemPackage } from '@letscode/problem-package';
import type { Judge, JudgingTask, SourceFile } from './contract.js';
import { guardFiles } from './faults.js';
import { judgingTaskOfPackage } from './task-of-package.js';

export interface VerifyOptions {
  /** The package path as the caller named it; stands in every row. */
  problemName: string;
  /** All definitions, also of languages that don't work here. */
  knownLanguages: readonly LanguageDefinition[];
  /** Ids of the languages that work. */
  usableLanguageIds: ReadonlySet<string>;
  /** Submissions at once; 1 when left out. */
  jobs?: number;
  /** Which submissions, by path inside the package; all when left out. */
  isWanted?: (submissionPath: string) => boolean;
  signal?: AbortSignal;
}

export interface VerifyRow {
  problem: string;
  submission: string;
  /** A language id, or `unknown`. */
  language: string;
  expected: Verdict[];
  /** Skipped when it was not judged. */
  verdict: Verdict;
  ok: boolean;
  skipped?: boolean;
  maxCpuTimeMs: number;
  message?: string;
}

/**
 * Yields a row for each submission, in the package's order. Stops at a fault of ours by throwing it.
 * Nothing runs any more when it ends, also when its reader has left early.
 */
export async function* verifyPackage(
  judge: Judge,
  problem: ProblemPackage,
  options: VerifyOptions,
): AsyncGenerator<VerifyRow> {
  const submissions = problem.submissions.filter((submission) => options.isWanted?.(submission.path) ?? true);
  const task: JudgingTask = { ...judgingTaskOfPackage(problem), forAuthor: true };
  const pending: Promise<VerifyRow>[] = [];
  const jobs = Math.max(1, options.jobs ?? 1);
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  try {
    for (let index = 0; index < submissions.length; index++) {
      while (pending.length < submissions.length && pending.length < index + jobs) {
        const row = verifySubmission(judge, task, submissions[pending.length] as PackageSubmission, {
          ...options,
          signal,
        });
        row.catch(() => {}); // Awaited below, in order.
        pending.push(row);
      }
      yield await (pending[index] as Promise<VerifyRow>);
    }
  } finally {
    ended.abort(new Error('the rest is no longer wanted'));
    await Promise.allSettled(pending);
  }
}

async function verifySubmission(
  judge: Judge,
  task: JudgingTask,
  submission: PackageSubmission,
  options: VerifyOptions & { signal: AbortSignal },
): Promise<VerifyRow> {
  const language = submission.files
    .map((file) => languageOfFile(file.name, options.knownLanguages))
    .find((found) => found !== undefined);
  const row: VerifyRow = {
    problem: options.problemName,
    submission: submission.path,
    language: language?.id ?? 'unknown',
    expected: submission.expected,
    verdict: 'Skipped',
    ok: true,
    maxCpuTimeMs: 0,
  };
  const skip = (message: string): VerifyRow => ({ ...row, skipped: true, message });
  if (submission.expected.length === 0) return skip('the package does not say which verdict it expects');
  if (!language) return skip('its language is not known here');
  if (!options.usableLanguageIds.has(language.id)) return skip(`${language.name} is not installed: ${language.remedy}`);
  const files = await guardFiles('reading a submission', () => readSources(submission));
  const { verdict } = await judge.judge({ language: language.id, code: '', files }, task, { signal: options.signal });
  const judged = {
    ...row,
    verdict: verdict.status,
    ok: submission.expected.includes(verdict.status),
    maxCpuTimeMs: verdict.maxCpuTimeMs,
  };
  return verdict.message === undefined ? judged : { ...judged, message: verdict.message };
}

async function readSources(submission: PackageSubmission): Promise<SourceFile[]> {
  return Promise.all(
    submission.files.map(async (file) => ({ name: file.name, content: await readFile(file.hostPath) })),
  );
}
