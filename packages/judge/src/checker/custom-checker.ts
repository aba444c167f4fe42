/**
 * Custom output validators: a program of the package that looks at an output, or talks with
 * the program that is judged, and answers by its exit code and its feedback folder.
 */
import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport } from '@letscode/core';
import type { BoxCommand } from '../box-run.js';
import { outputPaths, removeOutputs, runInBox } from '../box-run.js';
import { readClipped, SHOWN_BYTES } from '../clipped-text.js';
import type { JudgingTask, RunsPrograms } from '../contract.js';
import { guardFiles } from '../faults.js';
import type { PackageProgram, PackagePrograms } from '../package-programs.js';
import type { CheckResult } from './default-checker.js';
import { readFeedback } from './feedback.js';
import { answerOfExit, type Protocol, pointsOf } from './protocol.js';
import { validatorCommand } from './validator-command.js';

const PUBLIC_FAULT = "The problem's output validator failed; its author has to mend it";

export interface CustomCheck {
  hostInputPath: string;
  hostAnswerPath: string;
  args: readonly string[];
  /** Absent when the validator talks with the program. */
  hostOutputPath?: string;
  /** Exists, is the caller's, and holds what earlier passes left; what this one leaves takes its place. */
  hostFeedbackPath: string;
  /** Instead of the usual ones. */
  limits?: JudgingTask['validatorLimits'];
  /** Whether scores count. */
  isScored: boolean;
  /** Path without extension for files of our own. */
  hostOutputStem: string;
  signal?: AbortSignal | undefined;
}

/** Lets the validator at `hostPath` (a file or a folder) look at one output. */
export async function checkByProgram(
  tools: { runner: RunsPrograms; programs: PackagePrograms },
  hostPath: string,
  check: CustomCheck & { hostOutputPath: string; constants?: JudgingTask['constants'] },
): Promise<CheckResult> {
  const validator = await tools.programs.prepare(hostPath, check.constants);
  if (typeof validator === 'string') return validatorFault(validator);
  const ready = await prepareValidator(validator, check);
  try {
    const report = await runInBox(tools.runner, ready.command, check.signal, ready.beforeRetry);
    return await ready.answer(report);
  } finally {
    await ready.close();
  }
}

/** A validator that is about to run. */
export interface ReadyValidator {
  command: BoxCommand;
  /** Undoes what a box that failed may have left. */
  beforeRetry(): Promise<void>;
  /** What it says, once it has run; keeps its feedback. */
  answer(report: RunReport): Promise<CheckResult>;
  /** Removes the files of our own. */
  close(): Promise<void>;
}

export async function prepareValidator(validator: PackageProgram, check: CustomCheck): Promise<ReadyValidator> {
  const { hostFeedbackPath, hostOutputStem } = check;
  const hostNewFeedbackPath = `${hostOutputStem}.feedback`;
  const hostNoAnswerPath = `${hostOutputStem}.no-answer`;
  const emptyFeedback = async () => {
    await rm(hostNewFeedbackPath, { recursive: true, force: true });
    await mkdir(hostNewFeedbackPath, { recursive: true });
  };
  const command = await guardFiles('preparing the output validator', async () => {
    await emptyFeedback();
    const hasEarlier = await openToBoxes(hostFeedbackPath);
    return validatorCommand({
      ...check,
      validator,
      hostAnswerPath: await regularFile(check.hostAnswerPath, hostNoAnswerPath),
      ...(hasEarlier ? { hostEarlierPath: hostFeedbackPath } : {}),
      hostFeedbackPath: hostNewFeedbackPath,
    });
  });
  return {
    command,
    beforeRetry: emptyFeedback,
    answer: (report) =>
      guardFiles('reading the feedback', async () => {
        await rm(hostFeedbackPath, { recursive: true, force: true });
        await rename(hostNewFeedbackPath, hostFeedbackPath);
        return answerOf(validator.protocol, report, check);
      }),
    close: async () => {
      removeOutputs(hostOutputStem);
      await rm(hostNewFeedbackPath, { recursive: true, force: true });
      await rm(hostNoAnswerPath, { force: true });
    },
  };
}

/** Lets boxes read what an earlier pass has left; answers whether there is anything. */
async function openToBoxes(hostPath: string): Promise<boolean> {
  const entries = await readdir(hostPath, { recursive: true, withFileTypes: true });
  for (const entry of entries) await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  return entries.length > 0;
}

/** A test without an answer may name a device instead, which no box can open. */
async function regularFile(hostPath: string, hostEmptyPath: string): Promise<string> {
  if ((await stat(hostPath)).isFile()) return hostPath;
  await writeFile(hostEmptyPath, '', { mode: 0o644 });
  return hostEmptyPath;
}

async function answerOf(protocol: Protocol, report: RunReport, check: CustomCheck): Promise<CheckResult> {
  const feedback = await readFeedback(check.hostFeedbackPath);
  const stderr = (await readClipped(outputPaths(check.hostOutputStem).stderr, SHOWN_BYTES)).text.trim();
  const exitCode = report.exit.kind === 'exited' ? report.exit.code : undefined;
  const answer = exitCode === undefined ? undefined : answerOfExit(protocol, exitCode);
  const judgeMessage = protocol === 'testlib' ? stderr : feedback.judgeMessage;
  if (answer === undefined) {
    const how = exitCode === undefined ? `ended by ${report.exit.kind}` : `exited with code ${exitCode}`;
    const wanted = protocol === 'testlib' ? "one of testlib's" : '42 or 43';
    return validatorFault([`it ${how} instead of ${wanted}`, feedback.judgeMessage, stderr].filter(Boolean).join('\n'));
  }
  const result: CheckResult = answer === 'points' ? resultOfPoints(stderr, check.isScored) : { verdict: answer };
  if (answer === 'Accepted') {
    if (check.isScored && feedback.scoreFault !== undefined) return validatorFault(feedback.scoreFault);
    result.given = feedback.given;
  }
  const detail = [feedback.teamMessage, judgeMessage].filter(Boolean).join('\n');
  if (feedback.teamMessage) result.publicMessage = feedback.teamMessage;
  if (detail) result.detail = detail;
  return result;
}

/** Without scoring, points are a share of one. */
function resultOfPoints(stderr: string, isScored: boolean): CheckResult {
  const points = pointsOf(stderr);
  if (points === undefined) return validatorFault('it exited with code 7, for points, but names none');
  const isAccepted = isScored ? points > 0 : points >= 1;
  return { verdict: isAccepted ? 'Accepted' : 'Wrong Answer', given: { score: points } };
}

export function validatorFault(reason: string): CheckResult {
  return {
    verdict: 'Internal Error',
    publicMessage: PUBLIC_FAULT,
    detail: `The output validator is at fault: ${reason}`,
  };
}
