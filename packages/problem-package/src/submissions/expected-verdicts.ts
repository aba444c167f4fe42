/**
 * What the author expects of a submission: by the folder it lies in, or by an
 * `@EXPECTED_RESULTS@:` or `@EXPECTED_SCORE@:` comment (DOMjudge), which wins.
 *
 * The formats know fewer verdicts than we do. A Presentation Error is a wrong
 * answer there, a program stopped for its memory or for a refused system
 * call crashed, and one stopped for its output may be any of them.
 */
import type { Verdict } from '@letscode/core';

const WRONG: Verdict[] = ['Wrong Answer', 'Presentation Error'];
const CRASHED: Verdict[] = ['Runtime Error', 'Memory Limit Exceeded', 'Security Violation'];
const TOO_SLOW: Verdict[] = ['Time Limit Exceeded'];
const TOO_MUCH: Verdict[] = ['Output Limit Exceeded'];
const NOT_ACCEPTED: Verdict[] = [...WRONG, ...CRASHED, ...TOO_SLOW, ...TOO_MUCH];

const BY_FOLDER: Record<string, Verdict[]> = {
  accepted: ['Accepted'],
  slow_accepted: ['Accepted'],
  partially_accepted: ['Partially Correct', 'Accepted'],
  wrong_answer: [...WRONG, ...TOO_MUCH],
  presentation_error: ['Presentation Error', 'Wrong Answer'],
  no_output: WRONG,
  time_limit_exceeded: [...TOO_SLOW, ...TOO_MUCH],
  run_time_error: [...CRASHED, ...TOO_MUCH],
  runtime_error: [...CRASHED, ...TOO_MUCH],
  memory_limit_exceeded: ['Memory Limit Exceeded', 'Runtime Error'],
  output_limit_exceeded: TOO_MUCH,
  output_limit: TOO_MUCH,
  compile_error: ['Compilation Error'],
  compiler_error: ['Compilation Error'],
  security_violation: ['Security Violation'],
  rejected: NOT_ACCEPTED,
  brute_force: [...TOO_SLOW, ...CRASHED, ...TOO_MUCH],
};

const BY_WORD: Record<string, Verdict[]> = {
  AC: ['Accepted'],
  CORRECT: ['Accepted'],
  ACCEPTED: ['Accepted'],
  WA: WRONG,
  'WRONG-ANSWER': WRONG,
  TLE: TOO_SLOW,
  TIMELIMIT: TOO_SLOW,
  'TIME-LIMIT': TOO_SLOW,
  'TIME-LIMIT-EXCEEDED': TOO_SLOW,
  RTE: CRASHED,
  'RUN-ERROR': CRASHED,
  'RUN-TIME-ERROR': CRASHED,
  MLE: ['Memory Limit Exceeded', 'Runtime Error'],
  'MEMORY-LIMIT': ['Memory Limit Exceeded', 'Runtime Error'],
  'MEMORY-LIMIT-EXCEEDED': ['Memory Limit Exceeded', 'Runtime Error'],
  OLE: TOO_MUCH,
  'OUTPUT-LIMIT': TOO_MUCH,
  'OUTPUT-LIMIT-EXCEEDED': TOO_MUCH,
  CE: ['Compilation Error'],
  'COMPILER-ERROR': ['Compilation Error'],
  'COMPILE-ERROR': ['Compilation Error'],
  'NO-OUTPUT': WRONG,
  PE: WRONG,
  'PRESENTATION-ERROR': WRONG,
};

/** [] for a folder that says nothing that we understand. */
export function verdictsOfFolder(folder: string): Verdict[] {
  return Object.hasOwn(BY_FOLDER, folder) ? (BY_FOLDER[folder] as Verdict[]) : [];
}

/** The verdicts that a word such as `AC` or `WRONG-ANSWER` stands for; [] for others. */
export function verdictsOfWord(word: string): Verdict[] {
  const known = word.trim().toUpperCase().replaceAll('_', '-');
  return Object.hasOwn(BY_WORD, known) ? (BY_WORD[known] as Verdict[]) : [];
}

export interface ExpectationComment {
  verdicts?: Verdict[];
  score?: number;
}

/** What the comments in a source say. Only its first 64 KiB are looked at. */
export function expectationOfComment(source: string): ExpectationComment {
  const text = source.slice(0, 65_536);
  const words = /@EXPECTED_RESULTS@:([^\n]*)/i.exec(text)?.[1];
  const score = /@EXPECTED_SCORE@:[ \t]*(-?\d+(?:\.\d+)?)/i.exec(text)?.[1];
  const known = [...(words ?? '').matchAll(/[A-Za-z][A-Za-z_-]*[A-Za-z]/g)].flatMap(([word]) => verdictsOfWord(word));
  const found: ExpectationComment = {};
  if (known.length > 0) found.verdicts = [...new Set(known)];
  if (score !== undefined) found.score = Number(score);
  return found;
}
