/**
 * One run in the sandbox on behalf of the judge: builds the RunSpec of a
 * language's command, and gives a box that failed a second chance.
 *
 * Inside the box, always at the same places (the sandbox keeps prepared roots):
 *   /src      the source (compile)      /app      the artifact (run)
 *   /support  files of the language     /data     input and answer (validators)
 *   /start    the starters of interpreters, where one is started ahead
 *   /prepared what was made once for the toolchain (prepare-toolchain.ts)
 */
import { existsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits, Mount, RunReport, RunSpec } from '@letscode/core';
import type { CommandDefinition } from '@letscode/languages';
import type { RunsPrograms } from './contract.js';
import { asJudgeFault, guardFiles, sandboxFault } from './faults.js';

export const BOX = {
  source: '/src',
  artifact: '/app',
  support: '/support',
  prepared: '/prepared',
  start: '/start',
  work: '/work',
} as const;

const MIB = 1024 * 1024;

/** What every program sees of an environment; a language adds to it. */
const BASE_ENVIRONMENT: Record<string, string> = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: BOX.work,
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
  ONLINE_JUDGE: '1',
};

export interface BoxCommand {
  command: CommandDefinition;
  phase: RunSpec['phase'];
  /** Names of the source files below /src; the main one first. */
  sources: string[];
  /** What {main} stands for. */
  main: string;
  /** What {prepared} stands for; words that name it are left out when this is absent. */
  hostPreparedPath?: string | undefined;
  /** What {start} stands for; nothing is started ahead when this is absent. */
  hostStartPath?: string | undefined;
  /** How many runs of the same command are about to follow, for which interpreters may start meanwhile. */
  followingCount?: number | undefined;
  /** The problem's memory limit, without what the language adds. */
  memoryBytes: number;
  /** Further arguments. */
  args?: string[];
  mounts: Mount[];
  limits: Limits;
  hostStdinPath?: string;
  /** Path without extension; `.out` and `.err` are added. */
  hostOutputStem: string;
  collect?: { hostPath: string; maxBytes: number; maxFiles: number };
  /** Another program around this one: its own words come first, its folders are added. Nothing is started ahead then. */
  wrapper?: { argv: string[]; root: string[]; profile: string };
  /** Working folder inside the box; /work when absent. */
  boxCwd?: string;
}

/** The limits of a run: the problem's, with the language's share. */
export function limitsOfCommand(limits: Limits, command: CommandDefinition): Limits {
  const { timeFactor, extraMemoryBytes, processCount } = command.limits;
  return {
    ...limits,
    cpuTimeMs: Math.ceil(limits.cpuTimeMs * timeFactor),
    wallTimeMs: Math.ceil(limits.wallTimeMs * timeFactor),
    memoryBytes: limits.memoryBytes + extraMemoryBytes,
    processCount: Math.max(limits.processCount, processCount ?? 0),
  };
}

export function outputPaths(hostOutputStem: string): { stdout: string; stderr: string } {
  return { stdout: `${hostOutputStem}.out`, stderr: `${hostOutputStem}.err` };
}

export function specOf(given: BoxCommand): RunSpec {
  const run = withPrepared(given);
  const { stdout, stderr } = outputPaths(run.hostOutputStem);
  const support = run.command.support.map((file) => ({
    hostPath: file.hostPath,
    boxPath: join(BOX.support, file.name),
  }));
  const { wrapper } = run;
  const argv = [...(wrapper?.argv ?? []), ...argvOf(run), ...(run.args ?? [])];
  const env = { ...BASE_ENVIRONMENT, ...environmentOf(run) };
  const spec: RunSpec = {
    argv,
    env,
    phase: run.phase,
    profile: wrapper?.profile ?? run.command.profile,
    root: wrapper ? [...new Set([...run.command.root, ...wrapper.root])] : run.command.root,
    mounts: [...run.mounts, ...support],
    limits: run.limits,
    hostStdoutPath: stdout,
    hostStderrPath: stderr,
  };
  if (run.boxCwd !== undefined) spec.boxCwd = run.boxCwd;
  const ahead = wrapper ? undefined : aheadOf(run, argv, env);
  if (ahead) spec.ahead = ahead;
  if (run.hostStdinPath) spec.hostStdinPath = run.hostStdinPath;
  if (run.collect) spec.collect = { ...run.collect, boxPath: BOX.work };
  return spec;
}

/** A cache may be cleared while we run: then the command works without what was prepared. */
function withPrepared(run: BoxCommand): BoxCommand {
  const { command, hostPreparedPath } = run;
  const named = command.argv.some((word) => word.includes('{prepared}'));
  if (named && hostPreparedPath !== undefined && existsSync(hostPreparedPath)) {
    return { ...run, mounts: [...run.mounts, { hostPath: hostPreparedPath, boxPath: BOX.prepared }] };
  }
  return { ...run, command: { ...command, argv: command.argv.filter((word) => !word.includes('{prepared}')) } };
}

function aheadOf(run: BoxCommand, argv: string[], env: Record<string, string>): RunSpec['ahead'] {
  const { command, hostStartPath } = run;
  if (!command.ahead || hostStartPath === undefined || !existsSync(hostStartPath)) return undefined;
  const place = (text: string) => text.replace('{start}', BOX.start);
  const [program, ...rest] = argv as [string, ...string[]];
  const added = Object.entries(command.ahead.env).map(([name, text]) => [name, place(text)]);
  return {
    argv: [program, ...command.ahead.options.map(place), ...rest],
    env: { ...env, ...Object.fromEntries(added) },
    mounts: [{ hostPath: hostStartPath, boxPath: BOX.start }],
    how: command.ahead.how,
  };
}

/** What stands for the placeholders of a language's commands and environment. */
function wordsOf(run: BoxCommand): Record<string, string> {
  return {
    sources: BOX.source,
    out: BOX.work,
    app: BOX.artifact,
    support: BOX.support,
    prepared: BOX.prepared,
    main: run.main,
    memoryMiB: String(Math.max(1, Math.floor(run.memoryBytes / MIB))),
  };
}

function withWords(text: string, words: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

function argvOf(run: BoxCommand): string[] {
  const words = wordsOf(run);
  return run.command.argv.flatMap((word) =>
    word === '{source}' ? run.sources.map((name) => join(BOX.source, name)) : [withWords(word, words)],
  );
}

function environmentOf(run: BoxCommand): Record<string, string> {
  const words = wordsOf(run);
  return Object.fromEntries(Object.entries(run.command.env).map(([name, value]) => [name, withWords(value, words)]));
}

/**
 * Runs a program; a box that failed is tried once more.
 *
 * @param beforeRetry undoes what the first try may have left (collected files)
 * @throws LetscodeError `sandbox_fault` or `disk_full` after the second failure; the signal's reason when aborted
 */
export async function runInBox(
  runner: RunsPrograms,
  run: BoxCommand,
  signal?: AbortSignal,
  beforeRetry?: () => Promise<void>,
): Promise<RunReport> {
  const spec = specOf(run);
  const once = async (): Promise<RunReport> => {
    try {
      const running = runner.run(spec, signal);
      const { followingCount } = run;
      // After the run has been sent: what is built for the next ones must not keep it waiting.
      if (spec.ahead?.how === 'forked' && followingCount) setImmediate(() => warm(runner, spec, followingCount));
      return await running;
    } catch (cause) {
      throw asJudgeFault(cause, 'running a program in the sandbox');
    }
  };
  const report = await once();
  if (faultOfBox(report) === undefined) return report;
  await guardFiles('clearing up after a failed box', () => removeOutputs(run.hostOutputStem));
  await beforeRetry?.();
  const second = await once();
  const fault = faultOfBox(second);
  if (fault !== undefined) throw sandboxFault(fault);
  return second;
}

/** Beside the run; whether it helps shows in time alone, and what is wrong with the spec the run itself tells. */
function warm(runner: RunsPrograms, spec: RunSpec, count: number): void {
  runner.warm?.(spec, count).catch(() => {});
}

/** What the box itself did wrong, or undefined. A collected file that could not be written is as bad as no box. */
export function faultOfBox(report: RunReport): string | undefined {
  if (report.exit.kind === 'sandbox-fault') return report.exit.detail;
  const lost = collectProblem(report);
  return lost !== undefined && !/^(?:too many files|files too large|folders too deep)/.test(lost) ? lost : undefined;
}

/** Why not all files of /work came out, in the sandbox's words; undefined when all did. */
export function collectProblem(report: RunReport): string | undefined {
  const sign = 'not all files could be collected: ';
  return report.violations.find((violation) => violation.detail.startsWith(sign))?.detail.slice(sign.length);
}

export async function removeOutputs(hostOutputStem: string): Promise<void> {
  const { stdout, stderr } = outputPaths(hostOutputStem);
  // At once: a detour through the thread pool costs a hundred times the call, and comes after every test.
  for (const path of [stdout, stderr]) {
    try {
      unlinkSync(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    }
  }
}
