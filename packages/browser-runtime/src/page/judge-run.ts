/**
 * What a run on the client tier means: a verdict that the server would give as well, or that it must be asked.
 *
 * The rule is to judge only what cannot come out otherwise there. A deep recursion, memory, time near
 * the limit, output near the cap, a compilation error and everything that the engine lacks are the server's.
 */
import { type Comparison, compareTexts, tokensOfBytes, type Verdict } from '@letscode/core';
import type { RunEnd } from '../protocol.js';

/** Up to this share of the time limit an answer is taken: this machine may be twice as fast as the server. */
const SURE_TIME_SHARE = 0.5;

export type Judgement =
  | { isSure: true; verdict: Verdict; message?: string }
  /** `guess` is what it looks like here, for where no server can be asked. */
  | { isSure: false; reason: string; guess: Verdict; message?: string };

interface Expectation {
  timeLimitMs: number;
  /** Undefined: the program just runs. */
  expected: Uint8Array | undefined;
  comparison: Comparison;
}

export async function judgeRun(end: RunEnd, expectation: Expectation): Promise<Judgement> {
  switch (end.kind) {
    case 'exited':
      return judgeExit(end, expectation);
    case 'time-limit':
      return unsure('time', 'Time Limit Exceeded', `Still running after ${expectation.timeLimitMs} ms`);
    case 'output-limit':
      return unsure('output', 'Output Limit Exceeded', 'Printed more than the browser takes');
    case 'syntax':
      return unsure('syntax', 'Compilation Error', end.detail);
    case 'unsupported':
      return unsure(end.detail, 'Internal Error', `This needs the server: ${end.detail}`);
    default:
      return unsure('lost', 'Internal Error', 'The browser ended the program, perhaps for lack of memory');
  }
}

function unsure(reason: string, guess: Verdict, message?: string): Judgement {
  return { isSure: false, reason, guess, ...(message === undefined ? {} : { message }) };
}

async function judgeExit(end: RunEnd, { timeLimitMs, expected, comparison }: Expectation): Promise<Judgement> {
  const told = await verdictOfExit(end, expected, comparison);
  const [doubt] = end.doubts;
  if (doubt !== undefined) return { ...unsure(doubt, told.verdict), ...message(told) };
  if (end.wallTimeMs > timeLimitMs * SURE_TIME_SHARE) return { ...unsure('time', told.verdict), ...message(told) };
  return { isSure: true, ...told };
}

function message(told: { message?: string }): { message?: string } {
  return told.message === undefined ? {} : { message: told.message };
}

async function verdictOfExit(
  end: RunEnd,
  expected: Uint8Array | undefined,
  comparison: Comparison,
): Promise<{ verdict: Verdict; message?: string }> {
  if (end.exitCode !== 0) return { verdict: 'Runtime Error', message: `Exited with code ${end.exitCode}` };
  if (!expected) return { verdict: 'Accepted' };
  const texts = { output: () => tokensOfBytes(end.stdout), answer: () => tokensOfBytes(expected) };
  const { verdict, detail } = await compareTexts(texts, comparison);
  return detail === undefined ? { verdict } : { verdict, message: detail };
}
