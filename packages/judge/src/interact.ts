/**
 * A program and the problem's interactor, each in a box of its own, joined by pipes.
 *
 * Which of the two decides, as the runners of Kattis, DOMjudge and BAPCtools have it:
 *
 *   the interactor ended first   rejecting, or failing itself: it decides, whatever became of the program, which may
 *                                have failed for want of a partner
 *                                accepting: the program may still break a limit or crash; else it is Accepted
 *   the program ended first      by a limit or a crash: that is its verdict, whatever the interactor made of the
 *                                silence; else the interactor decides
 *
 * Neither meets a broken pipe because the other has ended, as long as the interactor has not rejected
 * (validator-command.ts). Two that wait for each other end when the program's wall or idle limit is reached: Time
 * Limit Exceeded. Where it was the interactor that took so long, the program gets a second, longer conversation.
 */
import { cp, rm } from 'node:fs/promises';
import { LetscodeError, type RunReport, type Usage } from '@letscode/core';
import { faultOfBox, outputPaths, removeOutputs, specOf } from './box-run.js';
import { prepareValidator } from './checker/custom-checker.js';
import type { CheckResult } from './checker/default-checker.js';
import { SHOWN_BYTES } from './clipped-text.js';
import type { JoinedPrograms, JoinedReports, JudgingTask } from './contract.js';
import { asJudgeFault, guardFiles, sandboxFault } from './faults.js';
import type { PackageProgram } from './package-programs.js';
import { isJustOver, type ProgramRun, programCommand, programRunOf, type RunJob } from './run-program.js';
import { readTranscript, type Transcript } from './transcript.js';

export interface InteractionJob extends Omit<RunJob, 'hostStdinPath'> {
  interactor: PackageProgram;
  hostInputPath: string;
  hostAnswerPath: string;
  interactorArgs: readonly string[];
  interactorLimits?: JudgingTask['validatorLimits'];
  isScored: boolean;
  hostFeedbackPath: string;
  keepsTranscript: boolean;
}

export interface Interaction {
  run: ProgramRun;
  /** What the interactor said; undefined when the program's run alone decides. */
  check: CheckResult | undefined;
  interactorUsage: Usage;
  transcript?: Transcript;
}

/** How many times its wall limit a program gets when its interactor was slow. */
const PATIENCE_FACTOR = 5;

/** Whether the wall limit ended a program that had to wait for an interactor which was busy all the while, or had no core. */
export function keptWaiting(interaction: {
  run: { report: Pick<RunReport, 'exit'> };
  interactorUsage: Usage;
}): boolean {
  const { wallTimeMs, idleTimeMs = 0 } = interaction.interactorUsage;
  return interaction.run.report.exit.kind === 'wall-limit' && idleTimeMs < wallTimeMs / 2;
}

/** How long the interactor may go on alone after the program's limits. */
const INTERACTOR_GRACE_MS = 30_000;

export async function interact(job: InteractionJob): Promise<Interaction> {
  const hostEarlierPath = `${job.hostOutputStem}.earlier`;
  await guardFiles('keeping the feedback', () => cp(job.hostFeedbackPath, hostEarlierPath, { recursive: true }));
  try {
    const first = await interactOnce(job);
    const waitedForPartner = keptWaiting(first);
    if (!job.measuresAgain || first.check || !(waitedForPartner || isJustOver(first.run, job))) return first;
    await guardFiles('clearing up before a second measurement', async () => {
      await removeOutputs(job.hostOutputStem);
      await rm(job.hostFeedbackPath, { recursive: true, force: true });
      await cp(hostEarlierPath, job.hostFeedbackPath, { recursive: true });
    });
    const { wallTimeMs } = job.limits;
    const limits = { ...job.limits, wallTimeMs: waitedForPartner ? wallTimeMs * PATIENCE_FACTOR : wallTimeMs };
    return await interactOnce({ ...job, limits });
  } finally {
    await rm(hostEarlierPath, { recursive: true, force: true });
  }
}

async function interactOnce(job: InteractionJob): Promise<Interaction> {
  const stem = `${job.hostOutputStem}.talk`;
  const hostTranscriptPath = `${stem}.order`;
  const ready = await prepareValidator(job.interactor, {
    hostInputPath: job.hostInputPath,
    hostAnswerPath: job.hostAnswerPath,
    hostFeedbackPath: job.hostFeedbackPath,
    isScored: job.isScored,
    args: job.interactorArgs,
    limits: job.interactorLimits,
    hostOutputStem: stem,
  });
  try {
    const program = programCommand(job);
    const { limits } = ready.command;
    const wallTimeMs = Math.max(limits.wallTimeMs, program.limits.wallTimeMs + INTERACTOR_GRACE_MS);
    const recordBytes = job.keepsTranscript ? SHOWN_BYTES / 2 : 0;
    const pair = {
      first: specOf(program),
      second: specOf({ ...ready.command, limits: { ...limits, wallTimeMs } }),
      recordBytes,
      ...(job.keepsTranscript ? { hostTranscriptPath } : {}),
    };
    const clear = async () => {
      await guardFiles('clearing up after failed boxes', async () => {
        await removeOutputs(job.hostOutputStem);
        await removeOutputs(stem);
        await rm(hostTranscriptPath, { force: true });
      });
      await ready.beforeRetry();
    };
    const reports = await joined(job, () => runJoined(job, pair), clear);
    const run = await programRunOf(job, reports.first);
    const check = deciding(run, await ready.answer(reports.second), reports.endedFirst);
    const interaction: Interaction = { run, check, interactorUsage: reports.second.usage };
    if (job.keepsTranscript) {
      interaction.transcript = await guardFiles('reading the transcript', () =>
        readTranscript(
          {
            hostOrderPath: hostTranscriptPath,
            hostProgramPath: run.hostStdoutPath,
            hostInteractorPath: outputPaths(stem).stdout,
          },
          recordBytes,
        ),
      );
    }
    return interaction;
  } finally {
    await ready.close();
    await rm(hostTranscriptPath, { force: true });
  }
}

/** The interactor's answer where it decides; undefined where the program's own end does. */
export function deciding(
  run: Pick<ProgramRun, 'verdict'>,
  answer: CheckResult,
  endedFirst: JoinedReports['endedFirst'],
): CheckResult | undefined {
  const interactorWasFirst = endedFirst === 'second';
  if (interactorWasFirst && answer.verdict !== 'Accepted') return answer;
  return run.verdict === undefined ? answer : undefined;
}

async function runJoined(job: InteractionJob, pair: JoinedPrograms): Promise<JoinedReports> {
  if (!job.runner.runJoined)
    throw new LetscodeError('sandbox_fault', 'The sandbox of this judge cannot run interactive problems');
  try {
    return await job.runner.runJoined(pair, job.signal);
  } catch (cause) {
    throw asJudgeFault(cause, 'running a program and its interactor in the sandbox');
  }
}

/** A pair of which a box failed is tried once more. */
async function joined(
  job: InteractionJob,
  once: () => Promise<JoinedReports>,
  clear: () => Promise<void>,
): Promise<JoinedReports> {
  const faultOf = ({ first, second }: JoinedReports) => faultOfBox(first) ?? faultOfBox(second);
  const reports = await once();
  if (faultOf(reports) === undefined) return reports;
  await clear();
  job.signal?.throwIfAborted();
  const again = await once();
  const fault = faultOf(again);
  if (fault !== undefined) throw sandboxFault(fault);
  return again;
}
