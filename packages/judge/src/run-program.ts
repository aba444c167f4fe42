/**
 * Runs a compiled program on one input and says what the run alone tells: a
 * verdict, or that the checker must decide. The output stays in a file.
 */
import { writeFileSync } from 'node:fs';
import type { Limits, RunReport, Verdict } from '@letscode/core';
import { verdictOfRun } from '@letscode/core';
import { BOX, limitsOfCommand, outputPaths, runInBox } from './box-run.js';
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
  args?: string[];
  hostOutputStem: string;
  /** How many more runs of this program are expected at once. */
  followingCount?: number | undefined;
  signal?: AbortSignal | undefined;
}

export async function runProgram(job: RunJob): Promise<ProgramRun> {
  const { program } = job;
  const command = program.language.run;
  const limits = limitsOfCommand(job.limits, command);
  const report = await runInBox(
    job.runner,
    {
      command,
      phase: 'run',
      sources: [],
      main: program.main,
      hostPreparedPath: program.language.hostPreparedPath,
      hostStartPath: program.language.hostStartPath,
      followingCount: job.followingCount,
      memoryBytes: job.limits.memoryBytes,
      args: job.args ?? [],
      mounts: [{ hostPath: program.hostArtifactPath, boxPath: BOX.artifact }],
      limits,
      hostOutputStem: job.hostOutputStem,
      ...(job.hostStdinPath === undefined ? {} : { hostStdinPath: job.hostStdinPath }),
    },
    job.signal,
  );
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
      return exit.kind === 'wall-limit' || exit.kind === 'idle-limit' || usage.cpuTimeMs <= limits.cpuTimeMs
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
