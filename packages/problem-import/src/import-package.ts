/**
 * From a package on this machine to a problem in the store.
 *
 * A package whose files are all stored already is left alone, so that importing the bundled
 * problems at every start costs no more than reading them. Files become blobs first; the
 * problem's row, last, makes them seen. A package that cannot be judged is refused whole.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { limitsOfPackage } from '@letscode/judge';
import { checkPackage, type ProblemPackage, readPackage, readPackageArchive } from '@letscode/problem-package';
import type { PackageFileEntry, PackageFinding, Store } from '@letscode/store';
import { type FoundFile, listPackageFiles } from './package-files.js';
import { readDetail, readStatementTexts } from './problem-details.js';
import { withPublicNames } from './public-files.js';

/** Raised when the import makes something else of the same package. */
const IMPORT_VERSION = 3;
/** Findings that an answer holds. */
const MAX_NOTES = 200;
/** Blobs asked for at once. */
const BATCH = 1_000;

export interface ImportOutcome {
  problemId: string;
  /** False when exactly this package was there already. */
  changed: boolean;
  /** Warnings. */
  notes: PackageFinding[];
}

export type ImportStore = Pick<Store, 'problems' | 'blobs'>;

/**
 * @param hostPath the package's folder, whose name is the problem's id
 * @throws LetscodeError `bad_package` with all findings in `details.notes`, `too_large`, `disk_full`, `database_unavailable`
 */
export async function importPackage(store: ImportStore, hostPath: string): Promise<ImportOutcome> {
  return importRead(store, await namingNotes(hostPath, () => readPackage(hostPath)));
}

/**
 * A package in a zip, whose file name names the problem where nothing in it does.
 *
 * @param scratchFolder an existing folder in which it is unpacked for the time of the import
 * @throws as importPackage does
 */
export async function importArchive(
  store: ImportStore,
  zipPath: string,
  scratchFolder: string,
): Promise<ImportOutcome> {
  const folder = await mkdtemp(join(scratchFolder, 'import-'));
  try {
    return await importRead(store, await namingNotes(zipPath, () => readPackageArchive(zipPath, folder)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRead(store: ImportStore, pkg: ProblemPackage): Promise<ImportOutcome> {
  const found = await listPackageFiles(pkg.hostPath);
  const packageSha256 = hashOfPackage(found);
  if ((await store.problems.packageSha256(pkg.id)) === packageSha256) {
    return { problemId: pkg.id, notes: (await store.problems.findPackage(pkg.id))?.notes ?? [], changed: false };
  }
  const notes = await checkPackage(pkg.hostPath);
  refuseErrors(notes);
  const statements = readStatementTexts(pkg);
  const files = withPublicNames(pkg, statements, found);
  await storeFiles(store, files);
  const { changed } = await store.problems.upsert({
    detail: await readDetail(pkg, statements, files),
    limits: limitsOfPackage(pkg.limits),
    packageSha256,
    statements: statements.map(({ language, title, text }) => ({ language, title, text })),
    files: files.map(entryOf),
    notes,
    hasTimeLimit: pkg.limits.cpuTimeMs !== undefined,
  });
  return { problemId: pkg.id, notes, changed };
}

/** @throws LetscodeError `bad_package` with all that is wrong with the package at `path` in `details.notes` */
async function namingNotes(path: string, read: () => Promise<ProblemPackage>): Promise<ProblemPackage> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LetscodeError) || error.code !== 'bad_package') throw error;
    refuseErrors(await checkPackage(path));
    throw error;
  }
}

/** @throws LetscodeError `bad_package` */
function refuseErrors(notes: readonly PackageFinding[]): void {
  const errors = notes.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const details = { where: first.where, notes: notes.slice(0, MAX_NOTES) };
  throw new LetscodeError('bad_package', `${first.where}: ${first.message}${more}`, { details });
}

/** Over paths and contents of all files. */
function hashOfPackage(files: readonly FoundFile[]): string {
  const hash = createHash('sha256').update(`${IMPORT_VERSION}\n`);
  for (const { path, sha256, isExecutable } of files) hash.update(`${sha256} ${isExecutable ? 'x' : '-'} ${path}\n`);
  return hash.digest('hex');
}

/** Sends what is not stored yet. @throws LetscodeError `conflict` when a file changes meanwhile */
async function storeFiles(store: ImportStore, files: readonly FoundFile[]): Promise<void> {
  const known = new Set<string>();
  for (let begin = 0; begin < files.length; begin += BATCH) {
    const names = files.slice(begin, begin + BATCH).map(({ sha256 }) => sha256);
    for (const name of await store.blobs.known(names)) known.add(name);
  }
  for (const { path, hostPath, sha256 } of files) {
    if (known.has(sha256)) continue;
    const stored = await store.blobs.putStream(createReadStream(hostPath, { highWaterMark: 256 * 1024 }));
    if (stored.sha256 !== sha256) throw new LetscodeError('conflict', `${path}: was changed while it was imported`);
    known.add(sha256);
  }
}

function entryOf({ hostPath: _, ...entry }: FoundFile): PackageFileEntry {
  return entry;
}
