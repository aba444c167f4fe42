/**
 * Which files of a package users may have, and under which name below
 * /api/problems/:id/files/:
 *
 *     <name>                pictures of a statement, by the name that it calls them by
 *     attachments/<name>    files to download, statements as PDF among them
 *
 * Everything else, above all data/secret and submissions, stays with the author.
 */
import { relative } from 'node:path';
import type { ProblemPackage } from '@letscode/problem-package';
import type { FoundFile } from './package-files.js';
import type { ShownStatement } from './problem-details.js';

const IMAGE = /^(?:problem_)?statement\/(.+\.(?:png|jpe?g|gif|svg|webp))$/i;

/** @returns the same files, those that users may have with their public names */
export function withPublicNames(
  pkg: ProblemPackage,
  statements: readonly Pick<ShownStatement, 'images'>[],
  files: readonly FoundFile[],
): FoundFile[] {
  const pathOf = (hostPath: string) => relative(pkg.hostPath, hostPath);
  const images = new Map(
    statements.flatMap((statement) => statement.images.map(({ name, hostPath }) => [pathOf(hostPath), name] as const)),
  );
  const attachments = new Map(pkg.attachments.map(({ name, hostPath }) => [pathOf(hostPath), `attachments/${name}`]));
  const taken = new Set<string>();
  return files.map((file) => {
    const publicName = attachments.get(file.path) ?? images.get(file.path) ?? IMAGE.exec(file.path)?.[1];
    // statement/ and problem_statement/ may both have it; one name stands for one file.
    if (publicName === undefined || taken.has(publicName)) return file;
    taken.add(publicName);
    return { ...file, publicName };
  });
}
