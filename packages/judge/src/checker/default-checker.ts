/**
 * The default checker: the semantics of the Kattis default output validator
 * (problemtools, support/default_validator), in-process and streaming.
 *
 * Output and answer are compared token by token. Letter case counts only with
 * `case_sensitive` (ASCII letters). With `space_change_sensitive` the blanks
 * between tokens must be the same bytes. With a tolerance, an answer token that
 * is a number (float-token.ts) asks for a number within the absolute *or* the
 * relative tolerance, both inclusive; other tokens are compared as text.
 *
 * Beyond Kattis: a NUL belongs to its token like any byte (C's functions stop there, so that Kattis takes `7\0x` for
 * `7`); tokens longer than a chunk are compared as text, also with a tolerance; and an output that fails only by blanks or letter case under those
 * flags is a Presentation Error.
 *
 * What a learner may read of a difference is split in two: `publicMessage` says
 * of what kind it is, `detail` also where and which tokens. Detail of a secret
 * test must not reach a user: the tokens tell the answer, and a program that
 * prints as many lines as its input says would read the input from the place.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { GivenScore, Verdict } from '@letscode/core';
import type { Checker } from '../contract.js';
import { floatOfToken } from './float-token.js';
import { CHUNK_BYTES, TokenStream } from './token-stream.js';

export type DefaultChecker = Extract<Checker, { kind: 'default' }>;

export interface CheckResult {
  verdict: Extract<Verdict, 'Accepted' | 'Wrong Answer' | 'Presentation Error' | 'Internal Error'>;
  /** May be shown to everyone. */
  publicMessage?: string;
  /** For samples, custom tests and authors only. */
  detail?: string;
  /** Scores of an Accepted output, from a validator of the package. */
  given?: GivenScore;
}

/** Where and how two files differ. */
interface Difference {
  line: number;
  token: number;
  what: string;
  detail: string;
}

/** Most characters of a token that a message shows. */
const SHOWN_TOKEN_LENGTH = 100;

export async function checkDefault(
  hostOutputPath: string,
  hostAnswerPath: string,
  checker: DefaultChecker,
): Promise<CheckResult> {
  const isSame =
    areSmallAndSame(hostOutputPath, hostAnswerPath) ?? (await haveSameBytes(hostOutputPath, hostAnswerPath));
  if (isSame) return { verdict: 'Accepted' };
  const difference = await firstDifference(hostOutputPath, hostAnswerPath, checker);
  if (!difference) return { verdict: 'Accepted' };
  if (checker.caseSensitive || checker.spaceChangeSensitive) {
    const lenient = { ...checker, caseSensitive: false, spaceChangeSensitive: false };
    if (!(await firstDifference(hostOutputPath, hostAnswerPath, lenient))) {
      return describeResult('Presentation Error', difference, 'Only blanks or letter case differ: ');
    }
  }
  return describeResult('Wrong Answer', difference, '');
}

function describeResult(
  verdict: 'Wrong Answer' | 'Presentation Error',
  difference: Difference,
  lead: string,
): CheckResult {
  const place = `line ${difference.line}, token ${difference.token} of the output`;
  return {
    verdict,
    publicMessage: `${lead}${difference.what}`,
    detail: `${lead}${difference.detail} at ${place}`,
  };
}

async function withFiles<T>(
  paths: [string, string],
  action: (files: [FileHandle, FileHandle]) => Promise<T>,
): Promise<T> {
  const first = await open(paths[0], 'r');
  try {
    const second = await open(paths[1], 'r');
    try {
      return await action([first, second]);
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

/** Files up to this size are compared at once, in bytes: a detour through the thread pool takes longer than reading them. */
const SMALL_BYTES = 64 * 1024;

/** Whether two small files are equal; undefined when one is not small. */
function areSmallAndSame(onePath: string, otherPath: string): boolean | undefined {
  const one = readSmall(onePath);
  const other = one && readSmall(otherPath);
  return one && other && one.equals(other);
}

function readSmall(path: string): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > SMALL_BYTES) return undefined;
    const buffer = Buffer.allocUnsafe(size);
    return buffer.subarray(0, readSync(file, buffer, 0, size, 0));
  } finally {
    closeSync(file);
  }
}

/** Equal files are Accepted whatever the flags: most right outputs end here, without being split into tokens. */
async function haveSameBytes(onePath: string, otherPath: string): Promise<boolean> {
  return withFiles([onePath, otherPath], async ([one, other]) => {
    const size = (await one.stat()).size;
    if ((await other.stat()).size !== size) return false;
    const length = Math.min(size, CHUNK_BYTES);
    const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const;
    for (let position = 0; position < size; ) {
      const wanted = Math.min(length, size - position);
      const [oneRead, otherRead] = await Promise.all([
        one.read(buffers[0], 0, wanted, position),
        other.read(buffers[1], 0, wanted, position),
      ]);
      const count = Math.min(oneRead.bytesRead, otherRead.bytesRead);
      if (count === 0) return false;
      if (!buffers[0].subarray(0, count).equals(buffers[1].subarray(0, count))) return false;
      position += count;
    }
    return true;
  });
}

async function firstDifference(
  outputPath: string,
  answerPath: string,
  checker: DefaultChecker,
): Promise<Difference | undefined> {
  return withFiles([outputPath, answerPath], async ([outputFile, answerFile]) => {
    const output = new TokenStream(outputFile);
    const answer = new TokenStream(answerFile);
    const isSame = tokenComparison(checker);
    for (let token = 1; ; token++) {
      if (checker.spaceChangeSensitive) {
        const what = await blanksDifference(output, answer);
        if (what) return { line: output.line, token, what: 'The blanks differ', detail: what };
      }
      // Awaiting only what isn't there yet keeps a million small tokens cheap.
      let hasAnswer = answer.skipBlanks();
      if (hasAnswer instanceof Promise) hasAnswer = await hasAnswer;
      let hasOutput = output.skipBlanks();
      if (hasOutput instanceof Promise) hasOutput = await hasOutput;
      const line = output.line;
      if (!hasAnswer && !hasOutput) return undefined;
      if (!hasAnswer) {
        const found = showToken((await output.token()) ?? '(a long token)');
        return {
          line,
          token,
          what: 'There is more output than expected',
          detail: `Expected the end of the output, found ${found}`,
        };
      }
      if (!hasOutput) {
        const wanted = showToken((await answer.token()) ?? '(a long token)');
        return {
          line,
          token,
          what: token === 1 ? 'The output is empty' : 'The output ends too early',
          detail: `Expected ${wanted}, found the end of the output`,
        };
      }
      let wanted = answer.token();
      if (wanted instanceof Promise) wanted = await wanted;
      let found = output.token();
      if (found instanceof Promise) found = await found;
      if (wanted === undefined || found === undefined) {
        if (await areLongTokensSame(output, found, answer, wanted, checker.caseSensitive)) continue;
        return { line, token, what: 'The output differs', detail: 'A very long token differs' };
      }
      const what = isSame(wanted, found);
      if (what) return { line, token, ...what };
    }
  });
}

type TokenDifference = Pick<Difference, 'what' | 'detail'>;

/** Tells how an output token differs from the answer's, or undefined when it doesn't. */
function tokenComparison(checker: DefaultChecker): (wanted: string, found: string) => TokenDifference | undefined {
  const absolute = checker.floatAbsolute ?? -1;
  const relative = checker.floatRelative ?? -1;
  const usesFloats = absolute >= 0 || relative >= 0;
  const isEqual = (wanted: string, found: string) => !checker.caseSensitive && lowerAscii(wanted) === lowerAscii(found);
  return (wanted, found) => {
    if (wanted === found) return undefined;
    const wantedValue = usesFloats ? floatOfToken(wanted) : undefined;
    if (wantedValue === undefined) {
      if (isEqual(wanted, found)) return undefined;
      return { what: 'The output differs', detail: `Expected ${showToken(wanted)}, found ${showToken(found)}` };
    }
    const foundValue = floatOfToken(found);
    if (foundValue === undefined) {
      return {
        what: 'A number is expected',
        detail: `Expected the number ${showToken(wanted)}, found ${showToken(found)}`,
      };
    }
    const difference = Math.abs(wantedValue - foundValue);
    if (difference <= absolute || difference <= relative * Math.abs(wantedValue)) return undefined;
    return {
      what: 'A number is too far from the expected one',
      detail: `Expected ${showToken(wanted)}, found ${showToken(found)}, which is ${difference.toPrecision(3)} away,`,
    };
  };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function showToken(token: string): string {
  const bytes = Buffer.from(token.slice(0, SHOWN_TOKEN_LENGTH), 'latin1');
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '\uFFFD');
  return token.length > SHOWN_TOKEN_LENGTH ? `"${text}…"` : `"${text}"`;
}

const BLANK_NAMES: Record<number, string> = {
  9: 'a tab',
  10: 'a line end',
  11: 'a vertical tab',
  12: 'a form feed',
  13: 'a carriage return',
  32: 'a space',
};

/** Takes the blanks before the next token of both; says the first difference. */
async function blanksDifference(output: TokenStream, answer: TokenStream): Promise<string | undefined> {
  for (;;) {
    const wanted = await answer.takeBlank();
    const found = await output.takeBlank();
    if (wanted === undefined && found === undefined) return undefined;
    if (wanted === found) continue;
    const name = (byte: number | undefined) => (byte === undefined ? 'none' : BLANK_NAMES[byte]);
    return `Expected ${wanted === undefined ? 'no further blank' : name(wanted)}, found ${found === undefined ? 'no further blank' : name(found)}`;
  }
}

/** Compares two tokens of which at least one is longer than a chunk; `undefined` stands for one not taken yet. */
async function areLongTokensSame(
  output: TokenStream,
  found: string | undefined,
  answer: TokenStream,
  wanted: string | undefined,
  caseSensitive: boolean,
): Promise<boolean> {
  if (found !== undefined || wanted !== undefined) return false;
  for (;;) {
    const wantedPart = await answer.takePart(65_536);
    let foundPart = '';
    while (foundPart.length < wantedPart.length) {
      const more = await output.takePart(wantedPart.length - foundPart.length);
      if (more === '') break;
      foundPart += more;
    }
    if (wantedPart === '') return (await output.takePart(1)) === '';
    const isSame = caseSensitive ? wantedPart === foundPart : lowerAscii(wantedPart) === lowerAscii(foundPart);
    if (!isSame) return false;
  }
}
