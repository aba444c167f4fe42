/**
 * One step of a verification:
 *
 *     plan: the time limit (from the solutions, where the package names none) → one solution → … → the last: complete
 *
 * A worker that dies loses one solution's verdict, and the next step judges it again.
 */
import type { TimeLimitAdvice, VerificationRow } from '@letscode/core';
import {
  deriveTimeLimit,
  type Judge,
  type JudgeOutcome,
  limitsOfPackage,
  type VerifyOptions,
  type VerifyRow,
  verifyPackage,
} from '@letscode/judge';
import type { ProblemPackage } from '@letscode/problem-package';
import type { SolutionTimes, VerificationStep } from '@letscode/store';
import { namingDiskFull } from '../data/disk-space.js';
import { type BackgroundParts, type Delivery, endOf, tell } from './background-parts.js';

/** A step of a verification that failed so often has killed its workers. */
const MAX_FRUITLESS_ATTEMPTS = 20;

/** @throws when the step must be delivered again */
export async function verifyStep(parts: BackgroundParts, id: string, delivery: Delivery): Promise<'more' | 'done'> {
  await parts.requireSpace();
  const step = await parts.store.verifications.beginStep(id);
  if (!step) return 'done';
  try {
    return await work(parts, step, delivery);
  } catch (error) {
    const end = endOf(error, delivery);
    if (end === undefined) throw error;
    parts.log.error({ err: error, verificationId: id }, 'verification failed');
    await fail(parts, step, end);
    return 'done';
  }
}

async function work(parts: BackgroundParts, step: VerificationStep, { signal }: Delivery): Promise<'more' | 'done'> {
  const { verifications } = parts.store;
  // Planning, and each solution, take an attempt; more of them than that were in vain.
  if (step.attempt > step.done.size + 1 + MAX_FRUITLESS_ATTEMPTS) {
    await fail(parts, step, 'A solution was taken up again and again and never judged to the end');
    return 'done';
  }
  const { pkg, packageSha256 } = await parts.tasks.loadPackage(step.problemId);
  if (packageSha256 !== step.packageSha256) {
    await fail(parts, step, 'The package was replaced meanwhile: verify it again');
    return 'done';
  }
  const totalCount = pkg.submissions.length;
  if (!step.timeLimit) {
    const timeLimit = await limitOf(parts, pkg, signal);
    const tests = pkg.tests.map(({ name }) => name);
    if (!(await verifications.plan(step.id, step.attempt, { tests, totalCount, timeLimit }))) return 'done';
    await tell(parts, step.userId, { ...progressOf(step), stage: 'Running', finishedCount: 0, totalCount });
    return totalCount === 0 ? complete(parts, step, timeLimit, [], totalCount) : 'more';
  }
  const position = pkg.submissions.findIndex((_, index) => !step.done.has(index));
  const times = [...step.done.values()];
  if (position >= 0) {
    const judged = await verifyOne(parts, withLimit(pkg, step.timeLimit.usedMs), position, signal);
    if (!(await verifications.addRow(step.id, step.attempt, position, judged.row, judged.times))) return 'done';
    times.push(judged.times);
  }
  if (times.length >= totalCount) return complete(parts, step, step.timeLimit, times, totalCount);
  await tell(parts, step.userId, {
    ...progressOf(step),
    stage: 'Running',
    finishedCount: times.length,
    totalCount,
  });
  return 'more';
}

async function limitOf(parts: BackgroundParts, pkg: ProblemPackage, signal: AbortSignal): Promise<TimeLimitAdvice> {
  if (pkg.limits.cpuTimeMs !== undefined) return { usedMs: limitsOfPackage(pkg.limits).cpuTimeMs, source: 'package' };
  const usedMs = await namingDiskFull(parts.dataFolder, () =>
    deriveTimeLimit(parts.judge, pkg, optionsOf(parts, pkg, signal)),
  );
  return { usedMs, source: 'derived' };
}

function withLimit(pkg: ProblemPackage, cpuTimeMs: number): ProblemPackage {
  return { ...pkg, limits: { ...pkg.limits, cpuTimeMs } };
}

function optionsOf(parts: BackgroundParts, pkg: ProblemPackage, signal: AbortSignal): VerifyOptions {
  return {
    problemName: pkg.id,
    knownLanguages: parts.knownLanguages(),
    usableLanguageIds: parts.usableLanguageIds(),
    signal,
  };
}

async function verifyOne(
  parts: BackgroundParts,
  pkg: ProblemPackage,
  position: number,
  signal: AbortSignal,
): Promise<{ row: VerificationRow; times: SolutionTimes }> {
  const path = pkg.submissions[position]?.path;
  let outcome: JudgeOutcome | undefined;
  const judge: Judge = {
    ...parts.judge,
    async judge(program, task, hooks) {
      outcome = await parts.judge.judge(program, task, hooks);
      return outcome;
    },
  };
  const rows = verifyPackage(judge, pkg, { ...optionsOf(parts, pkg, signal), isWanted: (each) => each === path });
  return namingDiskFull(parts.dataFolder, async () => {
    let row: VerifyRow | undefined;
    for (;;) {
      const next = await rows.next();
      if (!next.done) {
        row = next.value;
        continue;
      }
      if (!row) throw new Error(`no row came of ${path}`);
      const { slowestAccepted, fastestTooSlow, suggestedLimitMs } = next.value;
      const times: SolutionTimes = {
        ...(slowestAccepted ? { slowestAccepted: wholeMs(slowestAccepted) } : {}),
        ...(fastestTooSlow ? { fastestTooSlow: wholeMs(fastestTooSlow) } : {}),
        ...(suggestedLimitMs === undefined ? {} : { suggestedMs: Math.ceil(suggestedLimitMs) }),
      };
      return { row: matrixRow(row, outcome), times };
    }
  });
}

function wholeMs({ submission, cpuTimeMs }: { submission: string; cpuTimeMs: number }) {
  return { submission, cpuTimeMs: Math.round(cpuTimeMs) };
}

function matrixRow({ problem: _, ...row }: VerifyRow, outcome: JudgeOutcome | undefined): VerificationRow {
  const tests = (outcome?.testResults ?? []).map(({ name, verdict, score, cpuTimeMs, memoryBytes }) => ({
    name,
    verdict,
    ...(score === undefined ? {} : { score }),
    cpuTimeMs,
    memoryBytes,
  }));
  const groups = outcome?.verdict.groups;
  return { ...row, tests, ...(groups ? { groups } : {}) };
}

async function complete(
  parts: BackgroundParts,
  step: VerificationStep,
  planned: TimeLimitAdvice,
  times: readonly SolutionTimes[],
  totalCount: number,
): Promise<'done'> {
  const { store } = parts;
  const timeLimit: TimeLimitAdvice = { usedMs: planned.usedMs, source: planned.source, ...togetherOf(times) };
  if (planned.source === 'derived') {
    const { cpuTimeMs, wallTimeMs } = limitsOfPackage({ cpuTimeMs: planned.usedMs });
    await store.problems.setDerivedTimeLimit(step.problemId, step.packageSha256, { cpuTimeMs, wallTimeMs });
  }
  if (await store.verifications.complete(step.id, step.attempt, timeLimit)) {
    await tell(parts, step.userId, {
      ...progressOf(step),
      stage: 'Completed',
      finishedCount: times.length,
      totalCount,
    });
  }
  return 'done';
}

/** What all solutions together say: the slowest that must be fast enough, the fastest that must not. */
function togetherOf(times: readonly SolutionTimes[]): SolutionTimes {
  const together: SolutionTimes = {};
  for (const { slowestAccepted, fastestTooSlow, suggestedMs } of times) {
    if (slowestAccepted && slowestAccepted.cpuTimeMs >= (together.slowestAccepted?.cpuTimeMs ?? 0))
      together.slowestAccepted = slowestAccepted;
    if (fastestTooSlow && fastestTooSlow.cpuTimeMs <= (together.fastestTooSlow?.cpuTimeMs ?? Number.MAX_VALUE))
      together.fastestTooSlow = fastestTooSlow;
    if (suggestedMs !== undefined) together.suggestedMs = Math.max(suggestedMs, together.suggestedMs ?? 0);
  }
  return together;
}

async function fail(parts: BackgroundParts, step: VerificationStep, message: string): Promise<void> {
  if (!(await parts.store.verifications.fail(step.id, step.attempt, message))) return;
  const counts = { finishedCount: step.done.size, totalCount: step.done.size };
  await tell(parts, step.userId, { ...progressOf(step), stage: 'Failed', ...counts });
}

function progressOf({ id, problemId }: VerificationStep) {
  return { kind: 'verification' as const, id, problemId };
}
