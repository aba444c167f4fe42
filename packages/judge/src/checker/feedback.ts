/**
 * The feedback folder, in which a validator says more than its exit code can:
 *
 *     teammessage.txt    for the user          judgemessage.txt        for the author
 *     score.txt          points of the test    score_multiplier.txt    or a share of them, 0 to 1
 *     nextpass.in        the input of another run (multi-pass problems)
 *
 * What lies in it was written by a stranger's program: texts are clipped, numbers are checked.
 */
import { lstat, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type GivenScore, roundScore } from '@letscode/core';
import { readClipped, SHOWN_BYTES } from '../clipped-text.js';

export interface Feedback {
  teamMessage: string;
  judgeMessage: string;
  given: GivenScore;
  /** What is wrong with the scores in it, for the author. */
  scoreFault?: string;
}

const NEXT_PASS = 'nextpass.in';
const MAX_SCORE = 1e15;
const MAX_SCORE_BYTES = 256;

export async function readFeedback(hostFeedbackPath: string): Promise<Feedback> {
  const read = async (name: string, bytes = SHOWN_BYTES) =>
    (await readClipped(join(hostFeedbackPath, name), bytes)).text.trim();
  const [teamMessage, judgeMessage, score, multiplier] = await Promise.all([
    read('teammessage.txt'),
    read('judgemessage.txt'),
    read('score.txt', MAX_SCORE_BYTES),
    read('score_multiplier.txt', MAX_SCORE_BYTES),
  ]);
  return { teamMessage, judgeMessage, ...scoresOf(score, multiplier) };
}

function scoresOf(score: string, multiplier: string): Pick<Feedback, 'given' | 'scoreFault'> {
  const given: GivenScore = {};
  if (score !== '') {
    const value = Number(score);
    if (!Number.isFinite(value) || Math.abs(value) > MAX_SCORE)
      return { given, scoreFault: `score.txt holds no number: ${JSON.stringify(score)}` };
    given.score = roundScore(value);
  }
  if (multiplier !== '') {
    const value = Number(multiplier);
    if (!(value >= 0 && value <= 1))
      return { given, scoreFault: `score_multiplier.txt holds no number from 0 to 1: ${JSON.stringify(multiplier)}` };
    given.multiplier = value;
  }
  return { given };
}

/** Takes nextpass.in out of the folder, to `hostPath`. @returns whether there was one */
export async function takeNextPass(hostFeedbackPath: string, hostPath: string): Promise<boolean> {
  const path = join(hostFeedbackPath, NEXT_PASS);
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) return false;
  await rename(path, hostPath);
  return true;
}
