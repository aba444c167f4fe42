/** Imports all packages below some paths into the database, one after the other. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { type ImportOutcome, importArchive, importPackage } from '@letscode/problem-import';
import type { Store } from '@letscode/store';

/** What became of one path. */
export interface ImportResult {
  path: string;
  problemId?: string;
  changed?: boolean;
  notes?: ImportOutcome['notes'];
  error?: string;
}

/**
 * @param paths package folders, zips, or folders of either
 *
 * A package that cannot be imported is a result with `error`; the others go on.
 */
export async function* importPackages(store: Store, paths: readonly string[]): AsyncGenerator<ImportResult> {
  for (const path of paths) {
    for (const found of await packagesAt(resolve(path))) yield await importOne(store, found);
  }
}

async function packagesAt(path: string): Promise<string[]> {
  if (isPackage(path)) return [path];
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  const entries = isFolder ? await readdir(path, { withFileTypes: true }) : [];
  const packages = entries
    .filter((entry) => (entry.isDirectory() ? isPackage(join(path, entry.name)) : isArchive(entry.name)))
    .map((entry) => join(path, entry.name))
    .sort();
  // Nothing found: let the reader say what is missing.
  return packages.length > 0 ? packages : [path];
}

function isPackage(folder: string): boolean {
  return ['problem.yaml', 'domjudge-problem.ini'].some((name) => existsSync(join(folder, name)));
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path);
}

async function importOne(store: Store, path: string): Promise<ImportResult> {
  try {
    const { problemId, changed, notes } = isArchive(path)
      ? await importArchive(store, path, tmpdir())
      : await importPackage(store, path);
    return { path, problemId, changed, notes };
  } catch (error) {
    if (!(error instanceof LetscodeError) || !['bad_package', 'too_large', 'conflict'].includes(error.code))
      throw error;
    const notes = error.details?.notes as ImportOutcome['notes'] | undefined;
    return { path, error: error.message, ...(notes ? { notes } : {}) };
  }
}
