/**
 * One test case: run, check, and what of it may be told.
 *
 * Most tests are one run and one look at its output. In an interactive problem both happen at
 * once; in a multi-pass problem the validator may ask for another run by leaving nextpass.in, and
 * finds its feedback folder as it left it:
 *
 *     run ──▶ check ──Accepted, nextpass.in──▶ run with it as input ──▶ … up to `passCount` runs
 *              └────anything else────▶ done
 *
 * For a secret test nothing of input, answer or output leaves this file; for a
 * sample or a custom test everything does, clipped.
 */
import { mkdir, rm } from 'node:fs/promises';
import type { GivenScore, Layer, Limits, TestResult, Usage, Verdict } from '@letscode/core';
import { limitsOfCommand, removeOutputs } from './box-run.js';
import { checkOutput } from './check-output.js';
import { validatorFault } from './checker/custom-checker.js';
import type { CheckResult } from './checker/default-checker.js';
import { takeNextPass } from './checker/feedback.js';
import { clipText, readClipped, SHOWN_BYTES } from './clipped-text.js';
import { type CompiledProgram, hideBoxPaths } from './compile-program.js';
import type { Checker, JudgingMode, JudgingTask, RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';
import { interact } from './interact.js';
import type { PackagePrograms } from './package-programs.js';
import { type ProgramRun, runProgram } from './run-program.js';
import type { Transcript } from './transcript.js';

export interface TestJob {
  runner: RunsPrograms;
  programs: PackagePrograms;
  program: CompiledProgram;
  limits: Limits;
  checker: Checker;
  /** Instead of the checker's own. */
  checkerArgs?: string[] | undefined;
  /** One run and one look at its output when absent. */
  mode?: JudgingMode | undefined;
  /** Of the package's validator (contract.ts). */
  validatorLimits?: JudgingTask['validatorLimits'];
  constants?: JudgingTask['constants'];
  /** Whether scores of validators count. */
  isScored?: boolean;
  name: string;
  hostInputPath: string;
  /** Without an answer a run that ends well is Accepted. */
  hostAnswerPath?: string;
  args?: string[] | undefined;
  hostFilesPath?: string | undefined;
  /** Whether the user may see input, answer and output. */
  isOpen: boolean;
  /** Whether messages may tell of them although they are not shown. */
  forAuthor: boolean;
  hostOutputStem: string;
  /** How many tests of the same program come soon after it. */
  followingCount?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface JudgedTest {
  result: TestResult;
  /** What a validator said of the score. */
  given: GivenScore;
  /** The last one. */
  run: ProgramRun;
  layers: Layer[];
}

/** One run and what came of it. */
interface Pass {
  run: ProgramRun;
  /** Undefined where the run alone decides. */
  check: CheckResult | undefined;
  transcript?: Transcript;
}

/** The caller removes the run's outputs (`removeOutputs`) when it has read what it needs; a failure removes them here. */
export async function judgeTest(job: TestJob): Promise<JudgedTest> {
  try {
    // Default comparison leaves nothing behind, and is what most tests have.
    if (job.checker.kind === 'default') return await judgePasses(job, '');
    const hostFeedbackPath = `${job.hostOutputStem}.said`;
    await guardFiles('making the feedback folder', () => mkdir(hostFeedbackPath, { recursive: true }));
    try {
      return await judgePasses(job, hostFeedbackPath);
    } finally {
      await rm(hostFeedbackPath, { recursive: true, force: true });
    }
  } catch (error) {
    await removeOutputs(job.hostOutputStem).catch(() => {});
    throw error;
  }
}

async function judgePasses(job: TestJob, hostFeedbackPath: string): Promise<JudgedTest> {
  const passCount = hostFeedbackPath === '' ? 1 : (job.mode?.passCount ?? 1);
  const passes: Pass[] = [];
  const inputs = [job.hostInputPath];
  try {
    for (;;) {
      const hostInputPath = inputs.at(-1) as string;
      const pass = await judgePass(job, hostInputPath, hostFeedbackPath);
      passes.push(pass);
      if (passCount === 1) break;
      const hostNextPath = `${job.hostOutputStem}.pass-${passes.length + 1}.in`;
      const goesOn = await guardFiles('looking for another pass', () => takeNextPass(hostFeedbackPath, hostNextPath));
      if (!goesOn) break;
      inputs.push(hostNextPath);
      const isAccepted = (pass.check?.verdict ?? pass.run.verdict) === 'Accepted';
      if (isAccepted && passes.length < passCount) {
        await guardFiles('removing the outputs of a pass', () => removeOutputs(job.hostOutputStem));
        continue;
      }
      if (isAccepted) pass.check = validatorFault(`it asked for more than ${passCount} passes`);
      else if (pass.check) pass.check = validatorFault('it left nextpass.in, but did not accept the output');
      break;
    }
    return await resultOf(job, passes);
  } finally {
    for (const path of inputs.slice(1)) await rm(path, { force: true });
  }
}

async function judgePass(job: TestJob, hostInputPath: string, hostFeedbackPath: string): Promise<Pass> {
  const { checker, hostAnswerPath, hostOutputStem, isScored = false, signal } = job;
  const runJob = { ...job, measuresAgain: true };
  if (job.mode?.interactive && checker.kind === 'custom' && hostAnswerPath !== undefined) {
    const interactor = await job.programs.prepare(checker.hostPath, job.constants);
    if (typeof interactor !== 'string') {
      const interactorArgs = job.checkerArgs ?? checker.args;
      const keepsTranscript = job.isOpen || job.forAuthor;
      const more = { interactor, interactorArgs, hostInputPath, hostAnswerPath, hostFeedbackPath, isScored };
      const { validatorLimits: interactorLimits } = job;
      return interact({ ...runJob, ...more, interactorLimits, keepsTranscript });
    }
    // Nobody to talk to: the program runs for the sake of the result's figures alone.
    return { run: await runProgram({ ...runJob, hostStdinPath: hostInputPath }), check: validatorFault(interactor) };
  }
  const run = await runProgram({ ...runJob, hostStdinPath: hostInputPath });
  if (run.verdict) return { run, check: undefined };
  if (hostAnswerPath === undefined) return { run, check: { verdict: 'Accepted' } };
  const output = {
    hostInputPath,
    hostAnswerPath,
    hostOutputPath: run.hostStdoutPath,
    hostFeedbackPath,
    hostOutputStem: `${hostOutputStem}.check`,
    isScored,
    limits: job.validatorLimits,
    constants: job.constants,
    signal,
  };
  return { run, check: await checkOutput(checker, job.checkerArgs, output, job) };
}

async function resultOf(job: TestJob, passes: Pass[]): Promise<JudgedTest> {
  const { run, check } = passes.at(-1) as Pass;
  const { verdict, message } = told(job, run, check);
  const result: TestResult = { name: job.name, verdict, ...usageOf(job, passes) };
  if (message) result.message = clipText(message, SHOWN_BYTES);
  // How a program ended that its interactor has judged before says nothing.
  if (check === undefined || run.verdict === undefined) {
    if (run.report.exit.kind === 'exited') result.exitCode = run.report.exit.code;
    if (run.report.exit.kind === 'signaled') result.signal = run.report.exit.signal;
  }
  const violations = passes.flatMap((pass) => pass.run.report.violations);
  if (violations.length > 0) result.violations = violations;
  const transcript = passes.flatMap((pass) => pass.transcript ?? []);
  if (transcript.length > 0) result.transcript = transcript;
  if (job.isOpen) Object.assign(result, await shownTexts(job, run));
  return { result, given: check?.given ?? {}, run, layers: run.report.layers };
}

function told(
  job: TestJob,
  run: ProgramRun,
  check: CheckResult | undefined,
): { verdict: Verdict; message: string | undefined } {
  if (check === undefined) return { verdict: run.verdict ?? 'Internal Error', message: run.message };
  const maySeeAll = job.isOpen || job.forAuthor;
  return { verdict: check.verdict, message: maySeeAll ? (check.detail ?? check.publicMessage) : check.publicMessage };
}

/** The most of any pass, since limits hold for each. What a program took after its interactor had rejected it counts for nothing. */
function usageOf(job: TestJob, passes: Pass[]): Pick<TestResult, 'cpuTimeMs' | 'wallTimeMs' | 'memoryBytes'> {
  const { cpuTimeMs } = limitsOfCommand(job.limits, job.program.language.run);
  const times = passes.map(({ run, check }) => {
    const taken = run.report.usage.cpuTimeMs;
    return check && run.verdict !== undefined ? Math.min(taken, cpuTimeMs) : taken;
  });
  const most = (pick: (usage: Usage) => number) => Math.max(...passes.map(({ run }) => pick(run.report.usage)));
  return {
    cpuTimeMs: Math.max(...times),
    wallTimeMs: most((usage) => usage.wallTimeMs),
    memoryBytes: most((usage) => usage.memoryBytes),
  };
}

async function shownTexts(
  job: TestJob,
  run: ProgramRun,
): Promise<Pick<TestResult, 'input' | 'expected' | 'stdout' | 'stderr'>> {
  return guardFiles('reading what to show of a test', async () => {
    const read = async (path: string) => (await readClipped(path, SHOWN_BYTES)).text;
    const [input, stdout, stderr] = await Promise.all([
      read(job.hostInputPath),
      read(run.hostStdoutPath),
      read(run.hostStderrPath),
    ]);
    const texts = { input, stdout, stderr: hideBoxPaths(stderr) };
    return job.hostAnswerPath === undefined ? texts : { ...texts, expected: await read(job.hostAnswerPath) };
  });
}
