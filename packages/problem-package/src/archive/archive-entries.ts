/**
 * What stands in a zip's central directory, looked at before a byte is unpacked.
 *
 * Refused: names that lead out of the archive (absolute, `..`, drive letters, backslashes: yauzl does that for
 * every entry) or are odd (control characters, empty parts), two entries that would be one file somewhere, encrypted entries, devices, and bombs: more
 * entries, bytes or bytes a packed byte than any package has, and entries that share their packed bytes.
 */
import { LetscodeError } from '@letscode/core';
import type { Entry, ZipFile } from 'yauzl';

export interface ArchiveLimits {
  entryCount: number;
  /** Of all files together once unpacked. */
  totalBytes: number;
  /** Most unpacked bytes for one packed, once the files are more than `freeBytes` together. */
  ratio: number;
  freeBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entryCount: 100_000,
  totalBytes: 8 * 1024 ** 3,
  ratio: 200,
  freeBytes: 256 * 1024 ** 2,
};

export interface ArchiveEntry {
  /** Without a slash at the end. */
  name: string;
  kind: 'file' | 'folder' | 'link';
  isExecutable: boolean;
  entry: Entry;
}

/** What systems put into archives beside what was packed. */
const CLUTTER = /^(?:__MACOSX|\.git)(?:\/|$)|(?:^|\/)(?:\.git\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 2000;

/** A fault of the archive; `where` is an entry's name. */
export function archiveFault(where: string, what: string): LetscodeError {
  const shown = /[\p{Cc}\\\uFFFD]/u.test(where) ? JSON.stringify(where.slice(0, 200)) : where.slice(0, 200);
  return new LetscodeError('bad_package', `${shown}: ${what}`, { details: { where: shown } });
}

/** @throws LetscodeError `bad_package` */
export async function listEntries(zip: ZipFile, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  if (zip.entryCount > limits.entryCount)
    throw archiveFault('.', `the archive has ${zip.entryCount} entries; at most ${limits.entryCount} are read`);
  const entries: ArchiveEntry[] = [];
  let [unpackedBytes, packedBytes] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    if (entries.length >= limits.entryCount)
      throw archiveFault('.', `the archive has more than ${limits.entryCount} entries`);
    unpackedBytes += entry.uncompressedSize;
    packedBytes += entry.compressedSize;
    if (unpackedBytes > limits.totalBytes)
      throw archiveFault('.', `the archive unpacks to more than ${limits.totalBytes} bytes`);
    if (CLUTTER.test(entry.fileName)) continue;
    entries.push(checked(entry));
  }
  if (packedBytes > zip.fileSize) throw archiveFault('.', 'entries of the archive share their bytes; pack it again');
  if (unpackedBytes > limits.freeBytes && unpackedBytes > limits.ratio * zip.fileSize)
    throw archiveFault('.', `the archive unpacks to more than ${limits.ratio} times its size`);
  refuseCollisions(entries);
  return entries;
}

function checked(entry: Entry): ArchiveEntry {
  const { fileName } = entry;
  const name = fileName.replace(/\/$/, '');
  if (/[\p{Cc}\\\uFFFD]/u.test(name) || name.split('/').some((part) => part === '' || part === '.'))
    throw archiveFault(fileName, 'is a name with odd characters; rename it');
  if (
    name.split('/').some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES) ||
    Buffer.byteLength(name) > MAX_PATH_BYTES
  )
    throw archiveFault(fileName, 'is too long a name; shorten it');
  if (entry.isEncrypted()) throw archiveFault(fileName, 'is encrypted; pack it without a password');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw archiveFault(fileName, `is packed by a method (${entry.compressionMethod}) that is not known; use deflate`);
  // The upper half is the mode of Unix where the archive was made there; elsewhere it is 0.
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & 0xf000;
  if (![0, 0x4000, 0x8000, 0xa000].includes(type)) throw archiveFault(fileName, 'is neither a file nor a folder');
  const kind = fileName.endsWith('/') ? 'folder' : type === 0xa000 ? 'link' : 'file';
  return { name, kind, isExecutable: (mode & 0o111) !== 0, entry };
}

/** No two names that are one on some system, and no file where another entry needs a folder. */
function refuseCollisions(entries: readonly ArchiveEntry[]): void {
  const kinds = new Map<string, { name: string; isFolder: boolean }>();
  const place = (name: string, isFolder: boolean): void => {
    const key = name.normalize('NFC').toLowerCase();
    const other = kinds.get(key);
    if (other && (other.name !== name || !other.isFolder || !isFolder))
      throw archiveFault(name, `is there twice, as "${other.name}" too; remove one`);
    kinds.set(key, { name, isFolder });
  };
  const folders = new Set<string>();
  for (const { name, kind } of entries) {
    for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) folders.add(name.slice(0, at));
    if (kind === 'folder') folders.add(name);
  }
  for (const name of folders) place(name, true);
  for (const { name, kind } of entries) if (kind !== 'folder') place(name, false);
}
