/**
 * Imports problem packages into the database.
 *
 * A package whose content is already stored is left alone, so that importing all
 * bundled problems at every start costs no more than reading them. Tests and
 * validator sources become blobs first; the problem's row, last, makes them seen.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { LetscodeError, type Sample } from '@letscode/core';
import { checkerOfPackage, limitsOfPackage } from '@letscode/judge';
import { type ProblemPackage, readPackage } from '@letscode/problem-package';
import type { CheckerConfig, ProblemImport, Store, StoredTest } from '@letscode/store';

/** What became of one path. */
export interface ImportResult {
  path: string;
  problemId?: string;
  changed?: boolean;
  error?: string;
}

/** Longest sample shown on a problem's page; the judge always uses the whole. */
const SHOWN_SAMPLE_BYTES = 64 * 1024;

/**
 * @param paths package folders, or folders of package folders
 *
 * A package that cannot be imported is a result with `error`; the others go on.
 */
export async function* importPackages(store: Store, paths: readonly string[]): AsyncGenerator<ImportResult> {
  for (const path of paths) {
    for (const folder of await packageFolders(resolve(path))) yield await importOne(store, folder);
  }
}

async function packageFolders(path: string): Promise<string[]> {
  if (existsSync(join(path, 'problem.yaml'))) return [path];
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  const entries = isFolder ? await readdir(path, { withFileTypes: true }) : [];
  const packages = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, 'problem.yaml')))
    .map((entry) => join(path, entry.name))
    .sort();
  // Nothing found: let the reader say what is missing.
  return packages.length > 0 ? packages : [path];
}

async function importOne(store: Store, path: string): Promise<ImportResult> {
  try {
    const pkg = await readPackage(path);
    const packageSha256 = await hashOfPackage(pkg);
    if ((await store.problems.packageSha256(pkg.id)) === packageSha256) {
      return { path, problemId: pkg.id, changed: false };
    }
    const { changed } = await store.problems.upsert(await asImport(store, pkg, packageSha256));
    return { path, problemId: pkg.id, changed };
  } catch (error) {
    if (error instanceof LetscodeError && error.code === 'bad_package') return { path, error: error.message };
    throw error;
  }
}

/** Over everything that the import stores, so that a change of a mere submission imports nothing anew. */
async function hashOfPackage(pkg: ProblemPackage): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    join(pkg.hostPath, 'problem.yaml'),
    ...pkg.statements.map((statement) => statement.hostPath),
    ...pkg.tests.flatMap((test) => [test.hostInputPath, test.hostAnswerPath]),
    ...(await validatorFiles(pkg)).map((file) => file.hostPath),
  ];
  hash.update(JSON.stringify({ format: 1, limits: pkg.limits, validation: pkg.validation.flags }));
  for (const file of files)
    hash
      .update(`${relative(pkg.hostPath, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

async function asImport(store: Store, pkg: ProblemPackage, packageSha256: string): Promise<ProblemImport> {
  const statement = pkg.statements.find(({ language }) => language === 'en') ?? pkg.statements[0];
  const limits = limitsOfPackage(pkg.limits);
  return {
    detail: {
      id: pkg.id,
      title: pkg.title,
      ...(pkg.difficulty === undefined ? {} : { difficulty: pkg.difficulty }),
      tags: pkg.keywords,
      triedCount: 0,
      solvedCount: 0,
      statement: statement ? await readFile(statement.hostPath, 'utf8') : '',
      statementLanguage: statement?.language ?? 'en',
      samples: await readSamples(pkg),
      testCount: pkg.tests.length,
      limits: { cpuTimeMs: limits.cpuTimeMs, memoryBytes: limits.memoryBytes, outputBytes: limits.outputBytes },
      ...(pkg.author === undefined ? {} : { author: pkg.author }),
      ...(pkg.source === undefined ? {} : { source: pkg.source }),
      ...(pkg.license === undefined ? {} : { license: pkg.license }),
    },
    limits,
    checker: await storeChecker(store, pkg),
    tests: await storeTests(store, pkg),
    packageSha256,
  };
}

async function readSamples(pkg: ProblemPackage): Promise<Sample[]> {
  const shown = async (path: string) => (await readFile(path)).subarray(0, SHOWN_SAMPLE_BYTES).toString('utf8');
  return Promise.all(
    pkg.tests
      .filter((test) => test.isSample)
      .map(async (test) => ({
        name: test.name,
        input: await shown(test.hostInputPath),
        output: await shown(test.hostAnswerPath),
      })),
  );
}

async function storeTests(store: Store, pkg: ProblemPackage): Promise<StoredTest[]> {
  const tests: StoredTest[] = [];
  for (const test of pkg.tests) {
    const [input, answer] = [await readFile(test.hostInputPath), await readFile(test.hostAnswerPath)];
    tests.push({
      name: test.name,
      isSample: test.isSample,
      inputSha256: await store.blobs.put(input),
      inputBytes: input.length,
      answerSha256: await store.blobs.put(answer),
      answerBytes: answer.length,
    });
  }
  return tests;
}

async function storeChecker(store: Store, pkg: ProblemPackage): Promise<CheckerConfig> {
  const checker = checkerOfPackage(pkg);
  if (checker.kind === 'default') return checker;
  const files = [];
  for (const { path, hostPath } of await validatorFiles(pkg)) {
    files.push({ path, sha256: await store.blobs.put(await readFile(hostPath)) });
  }
  return { kind: 'custom', args: checker.args, files };
}

/** The custom validator's files with paths relative to its folder; none for the default one. */
async function validatorFiles(pkg: ProblemPackage): Promise<{ path: string; hostPath: string }[]> {
  const { hostPath } = pkg.validation;
  if (pkg.validation.kind !== 'custom' || hostPath === undefined) return [];
  if (!(await stat(hostPath)).isDirectory()) return [{ path: hostPath.slice(hostPath.lastIndexOf('/') + 1), hostPath }];
  const entries = await readdir(hostPath, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(hostPath, file), hostPath: file }));
}
