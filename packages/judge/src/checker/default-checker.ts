/**
 * The default checker, in-process and streaming: files, compared as
 * core's comparison.ts says, which holds the rules for every tier.
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
import { compareTexts, type GivenScore, type Verdict } from '@letscode/core';
import type { Checker } from '../contract.js';
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

export async function checkDefault(
  hostOutputPath: string,
  hostAnswerPath: string,
  checker: DefaultChecker,
): Promise<CheckResult> {
  const isSame =
    areSmallAndSame(hostOutputPath, hostAnswerPath) ?? (await haveSameBytes(hostOutputPath, hostAnswerPath));
  if (isSame) return { verdict: 'Accepted' };
  return withFiles([hostOutputPath, hostAnswerPath], ([output, answer]) =>
    compareTexts({ output: () => new TokenStream(output), answer: () => new TokenStream(answer) }, checker),
  );
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
