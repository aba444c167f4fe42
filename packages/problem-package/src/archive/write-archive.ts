/**
 * A package as a zip: all of its files, links replaced by what they lead to, in the order of their names and
 * with the same bytes every time.
 *
 *     own        as it is, in a folder named by its id
 *     2025-09    a legacy package converted (convert-legacy.ts), in a folder named by its id
 *     domjudge   a legacy package with a domjudge-problem.ini, everything at the top
 */
import { statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { PackageNote, ProblemPackage } from '../contract.js';
import { INI_FILE } from '../domjudge-ini.js';
import { PackageFolder, packageFault } from '../package-folder.js';
import { convertLegacy } from './convert-legacy.js';
import type { OutgoingFile } from './outgoing-file.js';

export type ArchiveFormat = 'own' | '2025-09' | 'domjudge';

/** Zip keeps local times since 1980; which one doesn't matter, as long as it is the same. */
const MTIME = new Date(2000, 0, 1);

/**
 * @param problem as readPackage answers it
 * @param stream is written to its end and closed; untouched when the package has no counterpart
 * @returns what could not be taken over into the other format
 * @throws LetscodeError `bad_package` when the package has no counterpart in the format
 */
export async function writePackageArchive(
  problem: ProblemPackage,
  stream: Writable,
  format: ArchiveFormat = 'own',
): Promise<PackageNote[]> {
  const { files, notes } = filesFor(problem, format);
  const zip = new ZipFile();
  const top = format === 'domjudge' ? '' : `${problem.id}/`;
  for (const { path, content } of files) {
    const options = { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true };
    if ('text' in content) zip.addBuffer(Buffer.from(content.text), top + path, options);
    else zip.addFile(content.hostPath, top + path, { ...options, mode: modeOf(content.hostPath) });
  }
  zip.end();
  // Faults of reading a file come as an event of the zip, not of its stream.
  zip.on('error', (error) => (zip.outputStream as unknown as { destroy(error: Error): void }).destroy(error as Error));
  await pipeline(zip.outputStream, stream);
  return notes;
}

function modeOf(hostPath: string): number {
  return statSync(hostPath).mode & 0o111 ? 0o100755 : 0o100644;
}

function filesFor(problem: ProblemPackage, format: ArchiveFormat): { files: OutgoingFile[]; notes: PackageNote[] } {
  const folder = new PackageFolder(problem.hostPath);
  const isLegacy = problem.format === 'legacy' || problem.format === 'domjudge';
  const own = ownFiles(folder);
  if (format === 'own' || format === problem.format) return { files: own, notes: [] };
  if (!isLegacy) throw packageFault('problem.yaml', `only packages in the legacy format can be exported as ${format}`);
  if (format === '2025-09') return convertLegacy(problem, folder, own);
  const files = own.filter(({ path }) => path !== INI_FILE);
  return { files: [{ path: INI_FILE, content: { text: iniOf(problem) } }, ...files], notes: [] };
}

/** All files of the package; of the hidden ones only .timelimit. */
function ownFiles(folder: PackageFolder): OutgoingFile[] {
  const hidden = folder.find('.timelimit');
  return [...(hidden ? [hidden] : []), ...folder.filesBelow('')].map(({ path, hostPath }) => ({
    path,
    content: { hostPath },
  }));
}

function iniOf(problem: ProblemPackage): string {
  const seconds = problem.limits.cpuTimeMs === undefined ? [] : [`timelimit = '${problem.limits.cpuTimeMs / 1000}'`];
  const title = problem.title.replace(/'/g, '’');
  return `${[`name = '${title}'`, `externalid = '${problem.id}'`, ...seconds].join('\n')}\n`;
}
