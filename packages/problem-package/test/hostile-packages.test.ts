/**
 * Damaged packages: each is read or refused by `bad_package`, and nothing is touched or named outside of it.
 *
 * FUZZED_PACKAGES says how many (2000 when unset) and FUZZ_SEED where to start:
 *
 *     FUZZED_PACKAGES=100000 npx vitest run packages/problem-package/test/hostile-packages.test.ts
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, sep } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { expect, it } from 'vitest';
import {
  checkPackage,
  type ProblemPackage,
  readPackage,
  readPackageArchive,
  statementAsMarkdown,
} from '../src/index.js';
import { damage, damaged, type Random, randomOf } from './mutations.js';
import { type Files, LEGACY, MODERN, temporaryFolder, writeFiles, zipOf } from './package-maker.js';

const count = Number(process.env.FUZZED_PACKAGES ?? 2000);
const firstSeed = Number(process.env.FUZZ_SEED ?? 1);

const folder = temporaryFolder();

const BASES: Files[] = [
  {
    ...LEGACY,
    'problem.yaml':
      'name: Sum\ntype: scoring\nvalidation: custom score\nvalidator_flags: a b\nlimits:\n  memory: 5\n  time_multiplier: 3\nkeywords: x y\n',
    'problem_statement/problem.sv.tex':
      '\\problemname{S}\n\\begin{itemize}\\item $x$\\end{itemize}\n\\begin{tabular}{ll}a&b\\\\\\hline\\end{tabular}\n\\newcommand{\\a}[1]{#1}\\a{b}\n',
    'data/testdata.yaml': 'on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n',
    'data/secret/a/testdata.yaml': 'accept_score: 40\ngrader_flags: min\noutput_validator_flags: x\n',
    'data/secret/a/1.in': '',
    'data/secret/a/1.ans': '',
    'data/sample/2.interaction': '< a\n> b\n',
    'output_validators/v/v.py': '',
    'graders/g.py': '',
    'include/cpp/main.cpp': '',
    'domjudge-problem.ini': 'name = x\ntimelimit = 2\n',
    '.timelimit': '3\n',
    'submissions/mixed/a.py': '# @EXPECTED_RESULTS@: CORRECT\n',
  },
  {
    ...MODERN,
    'problem.yaml': `${MODERN['problem.yaml']}type: [scoring, interactive]\nconstants: {n: 5}\nlanguages: [cpp]\nlimits: {time_multipliers: {ac_to_time_limit: 3}, validation_passes: 4}\n`,
    'statement/problem.en.tex':
      '\\problemname{S} \\constant{n} \\verb|x| \\texttt{a} \\href{x}{y} \\includegraphics{c}\n',
    'data/secret/a/test_group.yaml': 'max_score: 50\nrequire_pass: sample\nargs: [a]\n',
    'data/secret/a/1.in': '',
    'data/secret/a/1.ans': '',
    'data/secret/a/1.yaml': 'args: [b]\noutput_validator_args: [c]\n',
    'data/secret/a/1.files/f': '',
    'output_validator/v.py': '',
    'attachments/t.py': '',
    'submissions/submissions.yaml':
      '"accepted/*.{py,cpp}": {permitted: [AC], score: [1, 2], secret/a: {required: [AC]}}\n',
  },
];

/** Everything in a read package lies in it. */
function expectInside(problem: ProblemPackage): void {
  const root = realpathSync(problem.hostPath) + sep;
  const paths = [
    ...problem.tests.flatMap((test) => [
      test.hostInputPath,
      test.hostAnswerPath,
      test.hostFilesPath,
      test.hostShownInputPath,
    ]),
    ...problem.statements.map(({ hostPath }) => hostPath),
    ...problem.submissions.flatMap(({ hostPath, files }) => [hostPath, ...files.map((file) => file.hostPath)]),
    ...[...Object.values(problem.includes).flat(), ...problem.attachments].map(({ hostPath }) => hostPath),
    ...[problem.validation.hostPath, problem.hostGraderPath],
  ];
  for (const path of paths)
    if (path !== undefined && path !== devNull) expect(realpathSync(path) + sep).toContain(root);
}

async function readOrRefused(read: () => Promise<ProblemPackage>, seed: number): Promise<'read' | 'refused'> {
  try {
    const problem = await read();
    expectInside(problem);
    for (const statement of problem.statements) {
      const { images } = statementAsMarkdown(statement, { constants: problem.constants });
      for (const { hostPath } of images) expect(realpathSync(hostPath)).toContain(realpathSync(problem.hostPath) + sep);
    }
    return 'read';
  } catch (error) {
    if (error instanceof LetscodeError && error.code === 'bad_package') return 'refused';
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Half of the rounds: a package's folder. What was damaged is made good afterwards. */
async function foldersRound(base: string, files: Files, random: Random, seed: number): Promise<'read' | 'refused'> {
  const touched = damage(base, Object.keys(files), random);
  const outcome = await readOrRefused(() => readPackage(base), seed);
  if (random(8) === 0) await checkPackage(base);
  for (const path of touched) rmSync(join(base, path.split('/')[0] as string), { recursive: true, force: true });
  const tops = new Set(touched.map((path) => path.split('/')[0]));
  writeFiles(base, Object.fromEntries(Object.entries(files).filter(([path]) => tops.has(path.split('/')[0]))));
  return outcome;
}

/** The other half: a zip, its bytes or its text damaged. */
async function zipsRound(zip: Buffer, place: string, random: Random, seed: number): Promise<'read' | 'refused'> {
  const path = join(place, 'sum.zip');
  // Damage at the end hits the list of entries.
  const border = random(2) === 0 ? random(zip.length) : Math.max(0, zip.length - random(600));
  writeFileSync(path, Buffer.concat([zip.subarray(0, border), damaged(zip.subarray(border), random)]));
  const limits = { totalBytes: 50_000_000, entryCount: 500 };
  const outcome = await readOrRefused(() => readPackageArchive(path, join(place, 'in'), { limits }), seed);
  for (const name of readdirSync(join(place, 'in'))) rmSync(join(place, 'in', name), { recursive: true });
  return outcome;
}

it(`${count} damaged packages are read or refused, and nothing leaves their folders`, async () => {
  const outside = writeFiles(join(folder.path, 'outside'), { 'secret.txt': 'mine' });
  const places = await Promise.all(
    BASES.map(async (files, index) => {
      const place = join(folder.path, `place-${index}`);
      mkdirSync(join(place, 'in'), { recursive: true });
      const base = writeFiles(join(place, 'sum'), files);
      expect((await readPackage(base)).id).toBe('sum');
      const zip = await zipOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`sum/${path}`, text])));
      return { place, base, files, zip };
    }),
  );
  const outcomes = { read: 0, refused: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = randomOf(seed);
    const { place, base, files, zip } = places[seed % places.length] as (typeof places)[number];
    const isZip = random(2) === 0;
    outcomes[await (isZip ? zipsRound(zip, place, random, seed) : foldersRound(base, files, random, seed))]++;
    expect(
      readdirSync(place).filter((name) => name !== 'sum.zip'),
      `seed ${seed}`,
    ).toEqual(['in', 'sum']);
  }
  expect(readdirSync(folder.path)).toEqual(['outside', 'place-0', 'place-1']);
  expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('mine');
  expect(existsSync(join(folder.path, '..', 'up'))).toBe(false);
  // Damage that is always fatal, or never, would prove little.
  expect(outcomes.read).toBeGreaterThan(count / 20);
  expect(outcomes.refused).toBeGreaterThan(count / 20);
}, 3_600_000);
