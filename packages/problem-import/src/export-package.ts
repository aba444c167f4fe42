/** From a problem in the store back to the package as it was imported. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LetscodeError } from '@letscode/core';
import { type ArchiveFormat, readPackage, writePackageArchive } from '@letscode/problem-package';
import type { PackageFileEntry } from '@letscode/store';
import type { ImportStore } from './import-package.js';

/**
 * Writes the package as a zip.
 *
 * @param scratchFolder an existing folder in which the files lie for the time of the export
 * @param open called once all that can fail before the first byte is done; what it answers is written to its end
 * @throws LetscodeError `problem_not_found`, `conflict` for a problem without a package, `bad_package` where it has no
 *   counterpart in the format
 */
export async function exportPackage(
  store: ImportStore,
  id: string,
  scratchFolder: string,
  open: () => Writable,
  format: ArchiveFormat = 'own',
): Promise<void> {
  const kept = await store.problems.findPackage(id);
  if (!kept) throw new LetscodeError('problem_not_found', `There is no problem "${id}"`);
  if (kept.files.length === 0) {
    throw new LetscodeError('conflict', `"${id}" was imported before packages were kept: import it again first`);
  }
  const folder = await mkdtemp(join(scratchFolder, 'export-'));
  try {
    for (const file of kept.files) await writeFile(store, join(folder, id, file.path), file);
    await writePackageArchive(await readPackage(join(folder, id)), open(), format);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeFile(
  store: ImportStore,
  hostPath: string,
  { path, sha256, isExecutable }: PackageFileEntry,
): Promise<void> {
  const blob = await store.blobs.read(sha256);
  if (!blob) throw new LetscodeError('internal', `The content of ${path} is not in the store`);
  await mkdir(dirname(hostPath), { recursive: true });
  await pipeline(blob.chunks, createWriteStream(hostPath, { flags: 'wx' }));
  if (isExecutable) await chmod(hostPath, 0o755);
}
