/**
 * The package's folder, seen safely: a link that leads out of it, a device or a
 * name with odd characters is refused, and nothing outside is ever opened.
 * Sizes and counts are bounded so that a hostile package costs little.
 */
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { LetscodeError } from '@letscode/core';

/** Most entries that are looked at in one package. */
const MAX_ENTRIES = 100_000;
/** Deepest folder below the package. */
const MAX_DEPTH = 20;
/** Largest text that is read whole unless the caller says less, in bytes. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

export interface PackageEntry {
  name: string;
  /** Inside the package, with `/`. */
  path: string;
  hostPath: string;
  isFolder: boolean;
}

/** A fault of the package; `where` is a path inside it, with `:line` for texts. */
export function packageFault(where: string, what: string): LetscodeError {
  return new LetscodeError('bad_package', `${where}: ${what}`, { details: { where } });
}

export class PackageFolder {
  readonly hostPath: string;
  /** Faults of entries in submissions/ that are treated as if they were not there. */
  readonly leftOut: LetscodeError[] = [];
  private entryCount = 0;
  private readonly listed = new Map<string, PackageEntry[]>();

  /** @throws LetscodeError `bad_package` when `path` is no folder */
  constructor(path: string) {
    try {
      this.hostPath = realpathSync(path);
    } catch {
      throw packageFault(path, 'does not exist; name the folder that holds problem.yaml');
    }
    if (!statSync(this.hostPath).isDirectory()) {
      throw packageFault(path, 'is not a folder; name the folder that holds problem.yaml');
    }
  }

  /** The entries of a folder, sorted by name in code-unit order, hidden ones left out; [] when there is no such folder. */
  list(path: string): PackageEntry[] {
    const known = this.listed.get(path);
    if (known) return known;
    const entries = this.readList(path);
    this.listed.set(path, entries);
    return entries;
  }

  private readList(path: string): PackageEntry[] {
    const own = path === '' ? undefined : this.find(path);
    if (path !== '' && !own?.isFolder) return [];
    if (path.split('/').length > MAX_DEPTH)
      throw packageFault(path, `is nested deeper than ${MAX_DEPTH} folders; flatten it`);
    const entries = readdirSync(join(this.hostPath, path), { withFileTypes: true });
    this.entryCount += entries.length;
    if (this.entryCount > MAX_ENTRIES)
      throw packageFault(path || '.', `the package has more than ${MAX_ENTRIES} entries; remove some`);
    return entries
      .filter((entry) => !entry.name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .flatMap((entry) => this.entryUnlessOdd(path === '' ? entry.name : `${path}/${entry.name}`, entry));
  }

  /** All regular files below a folder, in path order. */
  filesBelow(path: string): PackageEntry[] {
    return this.list(path).flatMap((entry) => (entry.isFolder ? this.filesBelow(entry.path) : [entry]));
  }

  /** The entry at a path, or undefined when nothing is there. */
  find(path: string): PackageEntry | undefined {
    try {
      lstatSync(join(this.hostPath, path));
    } catch (error) {
      // ENOTDIR: a file stands where the path wants a folder.
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
    return this.entryOf(path);
  }

  /** A submission with an odd name harms nobody by its absence; a test would. */
  private entryUnlessOdd(path: string, entry: Dirent): PackageEntry[] {
    try {
      return [this.entryOf(path, entry)];
    } catch (fault) {
      if (!(fault instanceof LetscodeError) || !path.startsWith('submissions/')) throw fault;
      this.leftOut.push(fault);
      return [];
    }
  }

  private entryOf(path: string, entry?: Dirent): PackageEntry {
    // Control characters and backslashes in names would forge lines in logs and paths elsewhere.
    if (/[\u0000-\u001f\u007f\\]/.test(path))
      throw packageFault(JSON.stringify(path), 'has a control character or backslash in its name; rename it');
    // Node.js shows bytes that are no UTF-8 so; such a name leads back to no file.
    if (path.includes('\uFFFD')) throw packageFault(path, 'has a name that is not valid UTF-8; rename it');
    const hostPath = join(this.hostPath, path);
    let isFolder = entry?.isDirectory() ?? false;
    if (!entry || !(entry.isDirectory() || entry.isFile())) {
      const real = this.realPathInside(path, hostPath);
      const stat = statSync(real);
      if (!stat.isDirectory() && !stat.isFile()) throw packageFault(path, 'is neither a file nor a folder; remove it');
      isFolder = stat.isDirectory();
    }
    return { name: path.slice(path.lastIndexOf('/') + 1), path, hostPath, isFolder };
  }

  private realPathInside(path: string, hostPath: string): string {
    let real: string;
    try {
      real = realpathSync(hostPath);
    } catch {
      throw packageFault(path, 'is a link that leads nowhere; replace it by the file');
    }
    const fromRoot = relative(this.hostPath, real);
    if (fromRoot === '..' || fromRoot.startsWith(`..${sep}`)) {
      throw packageFault(path, 'is a link that leads out of the package; replace it by the file');
    }
    return real;
  }

  /** The text of a small file, as UTF-8 without its byte order mark. */
  readText(entry: PackageEntry, maxBytes = MAX_TEXT_BYTES): string {
    const bytes = this.readBytes(entry, maxBytes);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw packageFault(entry.path, 'is not valid UTF-8; save it as UTF-8');
    }
  }

  readBytes(entry: PackageEntry, maxBytes: number): Buffer {
    const { size } = statSync(entry.hostPath);
    if (size > maxBytes) throw packageFault(entry.path, `has ${size} bytes; at most ${maxBytes} are read`);
    return readFileSync(entry.hostPath);
  }
}
