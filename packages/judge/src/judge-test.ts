/**
 * One test case: run, check, and what of it may be told.
 *
 * For a secret test nothing of input, answer or output leaves this file; for a
 * sample or a custom test everything does, clipped.
 */
import type { Layer, Limits, RunReport, TestResult, Verdict } from '@letscode/core';
import { removeOutputs } from './box-run.js';
import { checkOutput } from './check-output.js';
import type { ValidatorWorkshop } from './checker/custom-checker.js';
import { clipText, readClipped, SHOWN_BYTES } from './clipped-text.js';
import { type CompiledProgram, hideBoxPaths } from './compile-program.js';
import type { Checker, RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';
import { type ProgramRun, runProgram } from './run-program.js';

export interface TestJob {
  runner: RunsPrograms;
  workshop: ValidatorWorkshop;
  program: CompiledProgram;
  limits: Limits;
  checker: Checker;
  name: string;
  hostInputPath: string;
  /** Without an answer a run that ends well is Accepted. */
  hostAnswerPath?: string;
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
  run: ProgramRun;
  layers: Layer[];
}

/** The caller removes the run's outputs (`removeOutputs`) when it has read what it needs; a failure removes them here. */
export async function judgeTest(job: TestJob): Promise<JudgedTest> {
  try {
    const run = await runProgram({ ...job, hostStdinPath: job.hostInputPath });
    const { verdict, message } = await verdictOf(job, run);
    const result: TestResult = { name: job.name, verdict, ...usageOf(run.report) };
    if (message) result.message = clipText(message, SHOWN_BYTES);
    if (run.report.exit.kind === 'exited') result.exitCode = run.report.exit.code;
    if (run.report.exit.kind === 'signaled') result.signal = run.report.exit.signal;
    if (run.report.violations.length > 0) result.violations = run.report.violations;
    if (job.isOpen) Object.assign(result, await shownTexts(job, run));
    return { result, run, layers: run.report.layers };
  } catch (error) {
    await removeOutputs(job.hostOutputStem).catch(() => {});
    throw error;
  }
}

async function verdictOf(job: TestJob, run: ProgramRun): Promise<{ verdict: Verdict; message: string | undefined }> {
  if (run.verdict) return { verdict: run.verdict, message: run.message };
  if (job.hostAnswerPath === undefined) return { verdict: 'Accepted', message: undefined };
  const check = await checkOutput(
    job.checker,
    {
      hostInputPath: job.hostInputPath,
      hostAnswerPath: job.hostAnswerPath,
      hostOutputPath: run.hostStdoutPath,
      hostScratchFolder: `${job.hostOutputStem}.check`,
      signal: job.signal,
    },
    job.workshop,
  );
  const maySeeAll = job.isOpen || job.forAuthor;
  return { verdict: check.verdict, message: maySeeAll ? (check.detail ?? check.publicMessage) : check.publicMessage };
}

function usageOf({ usage }: RunReport): Pick<TestResult, 'cpuTimeMs' | 'wallTimeMs' | 'memoryBytes'> {
  return { cpuTimeMs: usage.cpuTimeMs, wallTimeMs: usage.wallTimeMs, memoryBytes: usage.memoryBytes };
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
