/**
 * What speaks against the browser whatever the program looks like: it has no engine for the language, its engine is not
 * the one that the server would use, or the problem needs what only the server has. And by what in the program an
 * engine might judge otherwise than the server.
 */
import type { Language, ProblemDetail } from '@letscode/core';
import type { CodeFacts, Judgement } from './code-facts.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';

/** What the problem asks of whoever runs a program for it; absent fields: not. */
export interface ProblemNeeds {
  /** The memory limit. */
  memoryBytes?: number;
  interactive?: boolean;
  multiPass?: boolean;
  /** Answers are judged by a program of the author's. For runs that compare nothing say nothing. */
  customChecker?: boolean;
}

/** What is known of a problem, in the words of the store and of core's ProblemDetail. */
interface KnownProblem {
  limits: Pick<ProblemDetail['limits'], 'memoryBytes'>;
  kind?: { interactive: boolean; multiPass: boolean } | undefined;
  /** The default checker compares. */
  isComparedByDefault: boolean;
}

export function needsOfProblem({ limits, kind, isComparedByDefault }: KnownProblem): ProblemNeeds {
  const { interactive = false, multiPass = false } = kind ?? {};
  // An interactor is no checker: one reason is enough.
  return {
    memoryBytes: limits.memoryBytes,
    interactive,
    multiPass,
    customChecker: !isComparedByDefault && !interactive,
  };
}

/** What an installation tells of a language, as in `GET /api/languages`. */
export type InstalledLanguage = Pick<Language, 'name' | 'version' | 'clientRuntime'>;

export interface EngineQuestion {
  language: string;
  /** What the caller's own machine can run; empty when it did not say. */
  clientRuntimes: readonly string[];
  /** Absent: nothing is held against the browser's engine by its version, or by what this installation prepares for it. */
  installed?: InstalledLanguage | undefined;
  /** Where a module for browsers may come out otherwise than the server's program (`wasmDoubts`). */
  moduleDoubts?: readonly { line: number; message: string }[] | undefined;
  problem?: ProblemNeeds | undefined;
}

/** Why the caller's engine can't run it, or would judge otherwise than the server. Sentences for a person. */
export function engineObjections(question: EngineQuestion, policy: Policy): string[] {
  const { moduleDoubts = [] } = question;
  return [
    ...runtimeObjections(question, policy),
    ...problemObjections(question.problem ?? {}, policy),
    ...moduleDoubts.map(({ line, message }) => `May come out otherwise in a browser: ${message} (line ${line})`),
  ];
}

function runtimeObjections({ language, clientRuntimes, installed }: EngineQuestion, policy: Policy): string[] {
  const wanted = policy.clientRuntimes[language];
  const name = installed?.name ?? language;
  if (!wanted) return [`No engine in the browser runs ${name}`];
  if (installed && installed.clientRuntime === undefined) return [`This installation prepares no ${name} for browsers`];
  if (clientRuntimes.length === 0) return ['The browser did not offer to run programs'];
  if (!wanted.some((runtime) => clientRuntimes.includes(runtime))) return [`The browser did not offer to run ${name}`];
  return versionObjections(language, installed, policy);
}

/** Versions that differ in their first two numbers may differ in what programs print, and in what they may say at all. */
function versionObjections(language: string, installed: InstalledLanguage | undefined, policy: Policy): string[] {
  const there = /\d+\.\d+/.exec(installed?.version ?? '')?.[0];
  const here = policy.engineVersions[language];
  if (here === undefined || there === undefined || here === there) return [];
  return [`${installed?.name ?? language} is ${here} in the browser and ${there} on the server: they may differ`];
}

function problemObjections({ interactive, multiPass, customChecker, memoryBytes }: ProblemNeeds, policy: Policy) {
  const objections: string[] = [];
  if (interactive) objections.push('The problem is interactive: its interactor runs on the server');
  if (multiPass) objections.push('The problem runs programs several times, which the server does');
  if (customChecker) objections.push("The problem's own checker runs on the server");
  if (memoryBytes !== undefined && memoryBytes > policy.clientMaxMemoryBytes) {
    objections.push(`The problem gives ${mib(memoryBytes)}, more than a browser is trusted with`);
  }
  if (memoryBytes !== undefined && memoryBytes < policy.clientMinMemoryBytes) {
    objections.push(`The problem gives ${mib(memoryBytes)}, and a browser can't hold programs to so little`);
  }
  return objections;
}

/**
 * Why the caller's own result on public tests is not relied upon: its engine can't run the program, or might
 * judge otherwise than the server.
 *
 * @returns sentences for a person; empty where it is relied upon
 */
export function objectionsToClaim(
  question: EngineQuestion & { code?: Pick<CodeFacts, 'safe' | 'browserCompatible'> | undefined },
  policy: Policy = DEFAULT_POLICY,
): string[] {
  const { code } = question;
  const unfit = code ? [...failing(code.safe), ...failing(code.browserCompatible)] : ['The program was not read'];
  return [...engineObjections(question, policy), ...unfit];
}

export function failing(judgement: Judgement): string[] {
  return judgement.holds ? [] : judgement.reasons;
}

function mib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
