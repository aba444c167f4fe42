/**
 * What the author expects of a submission: by the folder it lies in, or by an
 * `@EXPECTED_RESULTS@:` comment (DOMjudge), which wins.
 *
 * The formats know fewer verdicts than we do. A Presentation Error is a wrong
 * answer there, and a program stopped for its memory or for a refused system
 * call crashed.
 */
import type { Verdict } from '@letscode/core';

const WRONG: Verdict[] = ['Wrong Answer', 'Presentation Error'];
const CRASHED: Verdict[] = ['Runtime Error', 'Memory Limit Exceeded', 'Security Violation'];
const TOO_SLOW: Verdict[] = ['Time Limit Exceeded'];
const NOT_ACCEPTED: Verdict[] = [...WRONG, ...CRASHED, ...TOO_SLOW, 'Output Limit Exceeded'];

const BY_FOLDER: Record<string, Verdict[]> = {
  accepted: ['Accepted'],
  slow_accepted: ['Accepted'],
  partially_accepted: ['Partially Correct', 'Accepted'],
  wrong_answer: [...WRONG, 'Output Limit Exceeded'],
  presentation_error: ['Presentation Error'],
  time_limit_exceeded: TOO_SLOW,
  run_time_error: CRASHED,
  runtime_error: CRASHED,
  memory_limit_exceeded: ['Memory Limit Exceeded'],
  output_limit_exceeded: ['Output Limit Exceeded'],
  compile_error: ['Compilation Error'],
  compiler_error: ['Compilation Error'],
  security_violation: ['Security Violation'],
  rejected: NOT_ACCEPTED,
  brute_force: [...TOO_SLOW, ...CRASHED],
};

const BY_WORD: Record<string, Verdict[]> = {
  CORRECT: ['Accepted'],
  ACCEPTED: ['Accepted'],
  'WRONG-ANSWER': WRONG,
  WRONG_ANSWER: WRONG,
  TIMELIMIT: TOO_SLOW,
  'TIME-LIMIT': TOO_SLOW,
  TIME_LIMIT_EXCEEDED: TOO_SLOW,
  'RUN-ERROR': CRASHED,
  RUN_TIME_ERROR: CRASHED,
  'MEMORY-LIMIT': ['Memory Limit Exceeded', 'Runtime Error'],
  'OUTPUT-LIMIT': ['Output Limit Exceeded'],
  OUTPUT_LIMIT_EXCEEDED: ['Output Limit Exceeded'],
  'COMPILER-ERROR': ['Compilation Error'],
  COMPILE_ERROR: ['Compilation Error'],
  'NO-OUTPUT': WRONG,
  PRESENTATION_ERROR: WRONG,
};

/** [] for a folder that says nothing that we understand. */
export function verdictsOfFolder(folder: string): Verdict[] {
  return BY_FOLDER[folder] ?? [];
}

/** The verdicts that a source's comment names, or undefined when it has none. Only its first 64 KiB are looked at. */
export function verdictsOfComment(source: string): Verdict[] | undefined {
  const words = /@EXPECTED_RESULTS@:([^\n]*)/.exec(source.slice(0, 65_536))?.[1];
  if (words === undefined) return undefined;
  const known = [...words.toUpperCase().matchAll(/[A-Z][A-Z_-]+/g)].flatMap((match) => BY_WORD[match[0]] ?? []);
  return known.length > 0 ? [...new Set(known)] : undefined;
}
