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
import { type ProblemPackage, readPackage, readPackageArchive } from '@letscode/problem-package';
import type { PackageFileEntry, PackageFinding, Store } from '@letscode/store';
import { type FoundFile, listPackageFiles } from './package-files.js';
import { readDetail, readStatementTexts } from './problem-details.js';
import { withPublicNames } from './public-files.js';

/** Raised when the import makes something else of the same package. */
const IMPORT_VERSION = 2;
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
  return importRead(store, await namingNotes(() => readPackage(hostPath)));
}

/**
 * A package in a zip.
 *
 * @param scratchFolder an existing folder in which it is unpacked for the time of the import
 * @param name the archive's file name, which names the problem where the archive doesn't; that of `zipPath` when absent
 * @throws as importPackage does
 */
export async function importArchive(
  store: ImportStore,
  zipPath: string,
  scratchFolder: string,
  name?: string,
): Promise<ImportOutcome> {
  const folder = await mkdtemp(join(scratchFolder, 'import-'));
  try {
    const options = name === undefined ? {} : { name };
    return await importRead(store, await namingNotes(() => readPackageArchive(zipPath, folder, options)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRead(store: ImportStore, pkg: ProblemPackage): Promise<ImportOutcome> {
  const files = withPublicNames(pkg, await listPackageFiles(pkg.hostPath));
  const outcome = { problemId: pkg.id, notes: pkg.notes };
  const packageSha256 = hashOfPackage(files);
  if ((await store.problems.packageSha256(pkg.id)) === packageSha256) return { ...outcome, changed: false };
  await storeFiles(store, files);
  const statements = await readStatementTexts(pkg);
  const { changed } = await store.problems.upsert({
    detail: await readDetail(pkg, statements, files),
    limits: limitsOfPackage(pkg.limits),
    packageSha256,
    statements,
    files: files.map(entryOf),
    notes: pkg.notes,
    hasTimeLimit: pkg.limits.cpuTimeMs !== undefined,
  });
  return { ...outcome, changed };
}

/** @throws LetscodeError `bad_package` with what was found in `details.notes` */
async function namingNotes(read: () => Promise<ProblemPackage>): Promise<ProblemPackage> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LetscodeError) || error.code !== 'bad_package' || error.details?.notes) throw error;
    const where = typeof error.details?.where === 'string' ? error.details.where : '.';
    const message = error.message.startsWith(`${where}: `) ? error.message.slice(where.length + 2) : error.message;
    const notes: PackageFinding[] = [{ severity: 'error', where, message }];
    throw new LetscodeError('bad_package', error.message, { details: { ...error.details, notes }, cause: error });
  }
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
