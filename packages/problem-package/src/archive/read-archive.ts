/**
 * A package in a zip: unpacked into a folder of the caller's, then read like any other.
 *
 *     NAME.zip holds a folder PROBLEM/ with problem.yaml      Kattis; the id is PROBLEM
 *     NAME.zip holds problem.yaml or domjudge-problem.ini     DOMjudge; the id is NAME
 *
 * Nothing is written outside of the folder: names are checked first (archive-entries.ts), files are made
 * anew and never through a link, and links come last, each proven to lead to something unpacked.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LetscodeError, problemIdSchema } from '@letscode/core';
import { openPromise, type ZipFile } from 'yauzl';
import type { ProblemPackage } from '../contract.js';
import { readPackage } from '../read-package.js';
import { ARCHIVE_LIMITS, type ArchiveEntry, type ArchiveLimits, archiveFault, listEntries } from './archive-entries.js';

export interface ReadArchiveOptions {
  /** The archive's file name where `zipPath` is another, such as an upload's. */
  name?: string;
  limits?: Partial<ArchiveLimits>;
}

const ROOT_FILES = ['problem.yaml', 'domjudge-problem.ini'];
const MAX_LINK_BYTES = 1000;

/**
 * @param folder an existing folder; a new folder in it, named by the problem's id, stays there for as long as the
 *   package is used, and is the caller's to remove
 * @throws LetscodeError `bad_package`; then nothing of it is left in `folder`
 */
export async function readPackageArchive(
  zipPath: string,
  folder: string,
  options: ReadArchiveOptions = {},
): Promise<ProblemPackage> {
  const unpacked = await unpackPackage(zipPath, folder, options);
  try {
    return await readPackage(unpacked);
  } catch (error) {
    await rm(unpacked, { recursive: true, force: true });
    throw error;
  }
}

/** Unpacks without reading; answers the package's folder. */
export async function unpackPackage(
  zipPath: string,
  folder: string,
  options: ReadArchiveOptions = {},
): Promise<string> {
  const zip = await openArchive(zipPath);
  try {
    const entries = await listEntries(zip, { ...ARCHIVE_LIMITS, ...options.limits });
    const root = rootOf(entries);
    const target = join(await realpath(folder), idOf(root, options.name ?? basename(zipPath)));
    if (existsSync(target))
      throw new LetscodeError('conflict', `${target} is there already; unpack into another folder`);
    await mkdir(target);
    try {
      await unpack(zip, entries, root, target);
    } catch (error) {
      await rm(target, { recursive: true, force: true });
      throw error;
    }
    return target;
  } catch (error) {
    throw asFault(error);
  } finally {
    zip.close();
  }
}

async function openArchive(zipPath: string): Promise<ZipFile> {
  try {
    // The zip is read twice: its list first. So it stays open at the list's end.
    return await openPromise(zipPath, { autoClose: false, strictFileNames: true });
  } catch (error) {
    throw asFault(error);
  }
}

/** A library's complaint about the zip is a fault of the package; that the disk is full, for instance, is not. */
function asFault(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof LetscodeError || (code !== undefined && code !== 'ENOENT' && !code.startsWith('Z_')))
    return error;
  return archiveFault('.', `the archive cannot be read: ${String(message).slice(0, 200)}`);
}

/** The folder in the archive that is the package: `''` or `name/`. */
function rootOf(entries: readonly ArchiveEntry[]): string {
  const files = new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name));
  if (ROOT_FILES.some((name) => files.has(name))) return '';
  const roots = [...files].flatMap(
    (name) => /^([^/]+\/)(?:problem\.yaml|domjudge-problem\.ini)$/.exec(name)?.[1] ?? [],
  );
  const [root, ...more] = [...new Set(roots)];
  if (root === undefined)
    throw archiveFault('.', 'the archive holds no problem.yaml, neither at its top nor in a folder there');
  if (more.length > 0)
    throw archiveFault('.', `the archive holds several packages (${root} and ${more.length} more); pack each alone`);
  return root;
}

function idOf(root: string, zipName: string): string {
  const names = [root.replace(/\/$/, ''), basename(zipName).replace(/\.(?:zip|kpp)$/i, '')];
  const id = names.find((name) => problemIdSchema.safeParse(name).success);
  if (id === undefined)
    throw archiveFault(
      '.',
      'neither the archive nor its folder is named like a problem id; use letters, digits, - and _ only',
    );
  return id;
}

async function unpack(zip: ZipFile, entries: readonly ArchiveEntry[], root: string, target: string): Promise<void> {
  const inside = entries.filter(({ name }) => name.startsWith(root) && name !== root.slice(0, -1));
  const made = new Set<string>();
  const makeFolder = async (path: string): Promise<void> => {
    if (!made.has(path)) await mkdir(path, { recursive: true });
    made.add(path);
  };
  const links: { path: string; name: string; entry: ArchiveEntry }[] = [];
  for (const each of inside) {
    const path = join(target, each.name.slice(root.length));
    await makeFolder(each.kind === 'folder' ? path : dirname(path));
    if (each.kind === 'file') {
      const mode = each.isExecutable ? 0o755 : 0o644;
      await pipeline(await zip.openReadStreamPromise(each.entry), createWriteStream(path, { flags: 'wx', mode }));
    } else if (each.kind === 'link') links.push({ path, name: each.name, entry: each });
  }
  for (const { path, entry } of links) await symlink(await linkTarget(zip, entry), path);
  for (const { path, name } of links) {
    const real = await realpath(path).catch(() => undefined);
    if (!real?.startsWith(target + sep))
      throw archiveFault(name, 'is a link that leads nowhere or out of the package; replace it by the file');
  }
}

async function linkTarget(zip: ZipFile, { name, entry }: ArchiveEntry): Promise<string> {
  if (entry.uncompressedSize > MAX_LINK_BYTES) throw archiveFault(name, 'is a link with too long a target');
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const target = Buffer.concat(chunks).toString('utf8');
  if (target === '' || /[\p{Cc}\\\uFFFD]/u.test(target) || target.startsWith('/'))
    throw archiveFault(name, 'is a link that leads out of the package; replace it by the file');
  return target;
}
