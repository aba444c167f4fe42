/**
 * The files of a package as they are stored: every regular file with its path, size and
 * SHA-256, read as a stream. Links are followed inside the package; one that leads out of
 * it is no part of it. What version control and file managers leave is left out.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import type { PackageFileEntry } from '@letscode/store';

const MAX_FILES = 100_000;
const MAX_DEPTH = 20;
/** Of all files together. */
const MAX_BYTES = 16 * 1024 ** 3;
const MAX_PATH_LENGTH = 500;

/** Folders and files that belong to other programs. */
const FOREIGN = /^(?:\.git|\.svn|\.hg|\.idea|\.vscode|__pycache__|__MACOSX|\.DS_Store|Thumbs\.db)$/;

/** A file on this machine and its place in the package. */
export interface FoundFile extends PackageFileEntry {
  hostPath: string;
}

/**
 * @param hostPath the package's folder
 * @returns in the order of the paths
 * @throws LetscodeError `bad_package` for what cannot be stored, `too_large`
 */
export async function listPackageFiles(hostPath: string): Promise<FoundFile[]> {
  const root = await realpath(hostPath);
  const found: Omit<FoundFile, 'sha256'>[] = [];
  let totalBytes = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) throw bad(folder, `is nested deeper than ${MAX_DEPTH} folders; flatten it`);
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const { name } of entries.filter((entry) => !FOREIGN.test(entry.name))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const real = await realpath(join(root, path)).catch(() => undefined);
      if (real === undefined || !(real === root || real.startsWith(`${root}/`))) continue;
      const { size, ...kind } = await kindOf(real);
      if (kind.isFolder) await walk(path, depth + 1);
      if (!kind.isFile) continue;
      checkPath(path);
      totalBytes += size;
      if (found.length >= MAX_FILES) throw bad('.', `has more than ${MAX_FILES} files; remove some`);
      if (totalBytes > MAX_BYTES) throw new LetscodeError('too_large', `the package has more than ${MAX_BYTES} bytes`);
      found.push({ path, hostPath: real, byteCount: size, ...(kind.isExecutable ? { isExecutable: true } : {}) });
    }
  };
  await walk('', 0);
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  const files: FoundFile[] = [];
  for (const file of found) files.push({ ...file, sha256: await hashOfFile(file.hostPath) });
  return files;
}

async function kindOf(
  path: string,
): Promise<{ isFile: boolean; isFolder: boolean; isExecutable: boolean; size: number }> {
  const found = await stat(path);
  const isExecutable = (found.mode & 0o111) !== 0;
  return { isFile: found.isFile(), isFolder: found.isDirectory(), isExecutable, size: found.size };
}

function checkPath(path: string): void {
  if (path.length > MAX_PATH_LENGTH)
    throw bad(path.slice(0, 80), `has a path longer than ${MAX_PATH_LENGTH} characters`);
  // Control characters and backslashes would forge lines in logs and paths elsewhere; U+FFFD is no UTF-8.
  if (/[\u0000-\u001f\u007f\\\ufffd]/.test(path) || /\p{Surrogate}/u.test(path)) {
    throw bad(JSON.stringify(path), 'has a control character, a backslash or no UTF-8 in its name; rename it');
  }
}

function bad(where: string, what: string): LetscodeError {
  const note = { severity: 'error', where, message: what };
  return new LetscodeError('bad_package', `${where}: ${what}`, { details: { where, notes: [note] } });
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
