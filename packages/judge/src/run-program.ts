/**
 * Runs a compiled program on one input and says what the run alone tells: a
 * verdict, or that the checker must decide. The output stays in a file.
 */
import { writeFileSync } from 'node:fs';
import { LetscodeError, type Limits, type Mount, type RunReport, type Verdict, verdictOfRun } from '@letscode/core';
import { BOX, type BoxCommand, limitsOfCommand, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { readClipped, SHOWN_BYTES } from './clipped-text.js';
import type { CompiledProgram } from './compile-program.js';
import type { RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';

const MIB = 1024 * 1024;

export interface ProgramRun {
  report: RunReport;
  /** Undefined when the checker must decide. */
  verdict: Verdict | undefined;
  /** What to tell the user about `verdict`; holds nothing of input or output. */
  message: string | undefined;
  hostStdoutPath: string;
  hostStderrPath: string;
}

export interface RunJob {
  runner: RunsPrograms;
  program: CompiledProgram;
  /** The problem's limits; the language's share is added here. */
  limits: Limits;
  hostStdinPath?: string;
  /** Further arguments of the program. */
  args?: string[] | undefined;
  /** A folder that is the program's working folder, read-only; it works in an empty one when this is absent. */
  hostFilesPath?: string | undefined;
  hostOutputStem: string;
  /** How many more runs of this program are expected at once. */
  followingCount?: number | undefined;
  /** Whether a run that is just over its limit of CPU time gets a second one, which then counts. */
  measuresAgain?: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * A run that took up to this many times its limit of CPU time is measured again. The same program takes up to a tenth
 * more or less from run to run, by what its neighbours do to caches and clock; beyond a fifth it is the program's doing.
 */
const JUST_OVER_FACTOR = 1.2;

/** How long a program may do nothing at all where it has nobody to wait for: as long as it may compute, and a little. */
const IDLE_REST_MS = 1_000;
const LEAST_IDLE_MS = 2_000;

const FILES = '/files';

export async function runProgram(job: RunJob): Promise<ProgramRun> {
  const run = await runMeasured(job);
  // What waited for a disk that was read for the first time does not do so again.
  const mayHaveBadLuck = isJustOver(run, job) || run.report.exit.kind === 'idle-limit';
  if (!job.measuresAgain || !mayHaveBadLuck) return run;
  await guardFiles('clearing up before a second measurement', () => removeOutputs(job.hostOutputStem));
  return runMeasured(job);
}

/** Whether the time limit was all that a run broke, and by so little that chance may have done it. */
export function isJustOver(run: ProgramRun, { program, limits }: Pick<RunJob, 'program' | 'limits'>): boolean {
  const { exit, usage } = run.report;
  const { cpuTimeMs } = limitsOfCommand(limits, program.language.run);
  const isOver = run.verdict === 'Time Limit Exceeded' && exit.kind === 'exited' && exit.code === 0;
  return isOver && usage.cpuTimeMs > cpuTimeMs && usage.cpuTimeMs <= cpuTimeMs * JUST_OVER_FACTOR;
}

async function runMeasured(job: RunJob): Promise<ProgramRun> {
  try {
    const command = programCommand(job);
    const limits = { ...command.limits, idleTimeMs: idleLimitMs(limitsOfCommand(job.limits, command.command)) };
    return await programRunOf(job, await runInBox(job.runner, { ...command, limits }, job.signal));
  } catch (error) {
    // The operator's own bound, which may lie between the limit and what is allowed beyond it.
    if (!job.measuresAgain || !(error instanceof LetscodeError) || error.code !== 'bad_limit') throw error;
    return runMeasured({ ...job, measuresAgain: false });
  }
}

function idleLimitMs({ cpuTimeMs }: Limits): number {
  return Math.max(LEAST_IDLE_MS, cpuTimeMs + IDLE_REST_MS);
}

/** The command that runs the program of `job`. */
export function programCommand(job: RunJob): BoxCommand {
  const { program } = job;
  const command = program.language.run;
  const limits = limitsOfCommand(job.limits, command);
  const stretch = (timeMs: number) => Math.ceil(job.measuresAgain ? timeMs * JUST_OVER_FACTOR : timeMs);
  const mounts: Mount[] = [{ hostPath: program.hostArtifactPath, boxPath: BOX.artifact }];
  const hostFilesPath = job.hostFilesPath ?? program.hostFilesPath;
  if (hostFilesPath !== undefined) mounts.push({ hostPath: hostFilesPath, boxPath: FILES });
  return {
    command,
    phase: 'run',
    sources: [],
    main: program.main,
    hostPreparedPath: program.language.hostPreparedPath,
    hostStartPath: program.language.hostStartPath,
    followingCount: job.followingCount,
    memoryBytes: job.limits.memoryBytes,
    args: job.args ?? [],
    mounts,
    limits: { ...limits, cpuTimeMs: stretch(limits.cpuTimeMs), wallTimeMs: stretch(limits.wallTimeMs) },
    hostOutputStem: job.hostOutputStem,
    ...(job.hostStdinPath === undefined ? {} : { hostStdinPath: job.hostStdinPath }),
    ...(hostFilesPath === undefined ? {} : { boxCwd: FILES }),
  };
}

/** What a finished run of the program of `job` means. */
export async function programRunOf(job: RunJob, report: RunReport): Promise<ProgramRun> {
  const { program } = job;
  const limits = limitsOfCommand(job.limits, program.language.run);
  const { stdout, stderr } = outputPaths(job.hostOutputStem);
  if (report.usage.stdoutBytes === 0)
    await guardFiles('making an empty output', async () => writeFileSync(stdout, '', { flag: 'a' }));
  let verdict = verdictOfRun(report.exit, report.usage, limits);
  if (verdict === 'Runtime Error' && (await ranOutOfMemory(program, stderr))) verdict = 'Memory Limit Exceeded';
  const message = verdict === undefined ? undefined : explainRun(verdict, report, limits);
  return { report, verdict, message, hostStdoutPath: stdout, hostStderrPath: stderr };
}

/** Some runtimes end by themselves when their heap reaches the limit, and say so on standard error. */
async function ranOutOfMemory(program: CompiledProgram, hostStderrPath: string): Promise<boolean> {
  const signs = program.language.memorySigns ?? [];
  if (signs.length === 0) return false;
  const { text } = await guardFiles('reading standard error', () => readClipped(hostStderrPath, SHOWN_BYTES));
  return signs.some((sign) => text.includes(sign));
}

const SIGNAL_MEANINGS: Record<string, string> = {
  SIGSEGV: 'an access to memory that is not the program’s, or a too deep recursion',
  SIGABRT: 'the program aborted itself, for instance by a failed assertion or an uncaught exception',
  SIGFPE: 'a division by zero or another arithmetic fault',
  SIGBUS: 'a misaligned or impossible memory access',
  SIGILL: 'an invalid instruction',
  SIGKILL: 'killed',
  SIGPIPE: 'it wrote to a closed pipe',
};

function explainRun(verdict: Verdict, report: RunReport, limits: Limits): string {
  const { exit, usage } = report;
  switch (verdict) {
    case 'Memory Limit Exceeded':
      return `Needed more than ${Math.round(limits.memoryBytes / MIB)} MiB of memory`;
    case 'Time Limit Exceeded':
      if (exit.kind === 'idle-limit') return `Did nothing but wait for more than ${idleLimitMs(limits)} ms`;
      return exit.kind === 'wall-limit' || usage.cpuTimeMs <= limits.cpuTimeMs
        ? `Still running after ${limits.wallTimeMs} ms on the clock, mostly waiting`
        : `Used more than ${limits.cpuTimeMs} ms of CPU time`;
    case 'Output Limit Exceeded':
      return `Printed more than ${limits.outputBytes} bytes`;
    case 'Security Violation':
      return exit.kind === 'syscall-refused'
        ? `Stopped for the system call ${exit.syscall}`
        : 'Stopped for a forbidden action';
    case 'Runtime Error':
      if (exit.kind === 'signaled') return `Ended by ${exit.signal}${meaningOf(exit.signal)}`;
      return exit.kind === 'exited' ? `Exited with code ${exit.code}` : 'Ended abnormally';
    default:
      return 'The judge cannot tell how the program ended';
  }
}

function meaningOf(signal: string): string {
  const meaning = SIGNAL_MEANINGS[signal];
  return meaning ? `: ${meaning}` : '';
}
