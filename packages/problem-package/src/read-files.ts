/** Files that a package brings along: sources that belong to every submission, and downloads. */
import type { PackageFile, ProblemPackage } from './contract.js';
import { languageOfCode } from './language-codes.js';
import type { PackageFolder } from './package-folder.js';

/**
 * include/LANGUAGE/ for submissions in that language, include/default/ for all.
 * A language has the default's files too, except for those that it has by the same name.
 */
export function readIncludes(folder: PackageFolder): ProblemPackage['includes'] {
  const folders = folder.list('include').filter((entry) => entry.isFolder);
  const standard = folders.find((entry) => entry.name === 'default');
  const shared = standard ? filesIn(folder, standard.path) : [];
  const includes = new Map<string, PackageFile[]>();
  if (shared.length > 0) includes.set('', shared);
  for (const entry of folders.filter((each) => each !== standard)) {
    const own = [...filesIn(folder, entry.path), ...(includes.get(languageOfCode(entry.name)) ?? shared)];
    const names = own.map(({ name }) => name);
    const files = own.filter(({ name }, index) => names.indexOf(name) === index);
    if (files.length > 0) includes.set(languageOfCode(entry.name), files);
  }
  return Object.fromEntries(includes);
}

export function readAttachments(folder: PackageFolder): PackageFile[] {
  return filesIn(folder, 'attachments');
}

function filesIn(folder: PackageFolder, path: string): PackageFile[] {
  return folder
    .filesBelow(path)
    .map((entry) => ({ name: entry.path.slice(path.length + 1), hostPath: entry.hostPath }));
}
