/**
 * Which user PostgreSQL runs as. It refuses to run as root; then it runs as the
 * user `postgres` where there is one, or else as `nobody`.
 */
import { readFile, stat } from 'node:fs/promises';
import { LetscodeError } from '@letscode/core';

export interface Account {
  uid: number;
  gid: number;
}

/**
 * @param dataFolder where the data already exists its owner goes on: PostgreSQL insists, and a user `postgres` may
 *   have been added to the machine since the first start
 * @returns undefined when we are not root and PostgreSQL runs as ourselves
 */
export async function serverAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner && owner.uid > 0) return { uid: owner.uid, gid: owner.gid };
  // initdb asks the user database for the name of its user, so an unlisted uid won't do.
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const line = lines.find((fields) => fields[0] === name);
    const uid = Number(line?.[2]);
    const gid = Number(line?.[3]);
    if (line && uid > 0 && gid >= 0) return { uid, gid };
  }
  throw new LetscodeError(
    'database_unavailable',
    'PostgreSQL must not run as root, and there is neither a user "postgres" nor "nobody": add one, or set DATABASE_URL',
  );
}
