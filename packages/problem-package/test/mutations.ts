/** Damage to packages, the same for the same seed. */
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export type Random = (below: number) => number;

/** Mulberry32: small, and good enough to choose damage by. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

const NASTY = [
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    ' ',
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '|',
    '>',
    '!!binary ',
    '%',
    '---\n',
    '...\n',
  ],
  ...[
    '<<: *a\n',
    '__proto__: 1\n',
    'constructor: {}\n',
    '? ',
    '-1',
    '0',
    '1e999',
    '.inf',
    '.nan',
    '0x10',
    'null',
    '~',
    'true',
    '9'.repeat(400),
  ],
  ...[
    '../',
    '/etc/hostname',
    '\\',
    '\u202e',
    '\ufeff',
    '\ud83d\ude00',
    'é',
    '{{',
    '}}',
    '{{n}}',
    '$',
    '\\begin{',
    '\\end{',
    '\\item',
    '\\verb|',
    '%%',
  ],
  ...[
    'type: scoring\n',
    'type: [interactive, multi-pass]\n',
    'validation: custom interactive score\n',
    'problem_format_version: 2025-09\n',
  ],
  ...[
    'problem_format_version: legacy\n',
    'grader_flags: min\n',
    'grading: custom\n',
    'range: inf -inf\n',
    'max_score: unbounded\n',
    'limits: 5\n',
  ],
];

/** A text with one to four places changed. */
export function damaged(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(result.length + 1);
    const end = Math.min(result.length, at + random(1 + random(40)));
    const middle = pick<() => Buffer>(random, [
      () => Buffer.alloc(0),
      () => Buffer.from([random(256)]),
      () => Buffer.from(pick(random, NASTY)),
      () => Buffer.concat([result.subarray(at, end), result.subarray(at, end)]),
      () => Buffer.from(pick(random, NASTY).repeat(1 + random(200))),
    ])();
    result = Buffer.concat([result.subarray(0, at), middle, result.subarray(end)]);
  }
  return result;
}

const TARGETS = [
  '..',
  '.',
  '/',
  '/etc/hostname',
  '/dev/zero',
  '../../..',
  'data',
  '../sum',
  'problem.yaml',
  'nowhere',
  '../secret/1.in',
  '/proc/self/mem',
];
const NAMES = [
  ...[
    'data/secret/1.in',
    'data/secret/1.ans',
    'data/sample/1.interaction',
    'data/secret/testdata.yaml',
    'data/secret/test_group.yaml',
    'data',
  ],
  ...[
    'data/secret/1.yaml',
    'data/secret/1.args',
    'data/secret/1.files',
    'submissions/submissions.yaml',
    'problem.yaml',
    'domjudge-problem.ini',
  ],
  ...[
    '.timelimit',
    'include/default',
    'include/__proto__/x',
    'output_validators',
    'output_validator',
    'graders',
    'statement/problem.tex',
    'data/secret/.in',
  ],
  ...[
    'submissions/accepted/@x',
    'submissions/__proto__/a.py',
    'data/secret/__proto__.in',
    'attachments/x',
    'data/secret/a\nb.in',
    'submissions/a\\b/c',
  ],
];

/**
 * Does one to three bad things to the package in `folder`.
 *
 * @param files of the package, by path
 * @returns the paths that may have changed, to be made good again
 */
export function damage(folder: string, files: readonly string[], random: Random): string[] {
  const touched: string[] = [];
  for (let count = 1 + random(3); count > 0; count--) {
    const path = pick(random, files);
    const other = pick(random, NAMES);
    touched.push(path, other);
    // A link from the step before must not lead the damage out of the package.
    if (!isOwn(folder, join(folder, path)) || !isOwn(folder, join(folder, other))) continue;
    try {
      pick<() => void>(random, [
        () => changeText(join(folder, path), random),
        () => changeText(join(folder, path), random),
        () => changeText(join(folder, path), random),
        () => rmSync(join(folder, path)),
        () => renameSync(join(folder, path), made(join(folder, other))),
        () => writeFileSync(made(join(folder, other)), damaged(Buffer.from(pick(random, NASTY)), random)),
        () => replace(join(folder, path), (place) => symlinkSync(pick(random, TARGETS), place)),
        () => replace(join(folder, other), (place) => symlinkSync(pick(random, TARGETS), place)),
        () => replace(join(folder, path), (place) => mkdirSync(place)),
      ])();
    } catch {
      // A folder in the way, or a file that is gone: no damage, then.
    }
  }
  return touched;
}

/** Whether nothing on the way to `place`, nor `place` itself, is a link. */
function isOwn(folder: string, place: string): boolean {
  const root = realpathSync(folder);
  for (let path = place; path !== folder; path = dirname(path)) {
    const real = realpathOf(path);
    if (real !== undefined && real !== root + path.slice(folder.length)) return false;
    if (real === undefined && isLink(path)) return false;
  }
  return true;
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function changeText(place: string, random: Random): void {
  if (lstatSync(place).isFile()) writeFileSync(place, damaged(readFileSync(place), random));
}

function made(place: string): string {
  mkdirSync(dirname(place), { recursive: true });
  return place;
}

function replace(place: string, by: (place: string) => void): void {
  rmSync(place, { recursive: true, force: true });
  by(made(place));
}
