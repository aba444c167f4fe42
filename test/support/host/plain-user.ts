/**
 * A plain user for a test: an id that is nobody's, with groups, a home and a
 * temporary folder of its own, and without any capability.
 *
 * It sees the checkout, and this Node if need be, at open places of its own,
 * since either may lie in a folder that only root may enter.
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DelegatedGroups, delegateGroups } from './delegated-groups.js';

/** Far above what systems give to users, and below what the sandbox takes for its slots. */
const FIRST_ID = 0x40000000;

export interface PlainUser {
  id: number;
  /** Where it sees them. */
  checkout: string;
  node: string;
  /** Its own, and readable for root. */
  folder: string;
  groups: DelegatedGroups;
  /** Runs a program as this user, within its groups. */
  run(argv: string[]): Promise<{ exitCode: number | null; output: string }>;
  remove(): void;
}

/** In the mount namespace that only the program is in. $1 checkout $2 seen at $3 node $4 seen at $5 user $6 groups $7… program */
const START = `
mount --bind "$1" "$2" && mount --bind "$3" "$4" || exit 120
for group in $6; do echo $$ >"$group/cgroup.procs" || exit 121; done
user=$5
cd "$2" || exit 122
shift 6
exec setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps=-all "$@"`;

/** @throws Error of the kernel's when the machine lets no groups be made */
export function makePlainUser(checkout: string): PlainUser {
  const id = FIRST_ID + process.pid;
  const folder = mkdtempSync('/var/tmp/letscode-plain-user-'); // not in /tmp, where a box has its own
  const isOpen = foldersAbove(process.execPath).every((path) => statSync(path).mode & 0o001);
  const seen = {
    checkout: join(folder, 'checkout'),
    node: isOpen ? process.execPath : join(folder, 'node', 'bin', 'node'),
  };
  chmodSync(folder, 0o755);
  mkdirSync(seen.checkout);
  if (!isOpen) {
    mkdirSync(dirname(seen.node), { recursive: true });
    writeFileSync(seen.node, '');
  }
  for (const name of ['home', 'tmp']) {
    mkdirSync(join(folder, name));
    chownSync(join(folder, name), id, id);
  }
  const groups = delegateGroups(id);
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    CI: '1',
    NO_COLOR: '1',
  };
  const words = [checkout, seen.checkout, process.execPath, seen.node, String(id), groups.folders.join(' ')];
  return {
    id,
    ...seen,
    folder: join(folder, 'tmp'),
    groups,
    run: (argv) =>
      run(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', START, 'sh', ...words, ...argv], env),
    remove: () => {
      groups.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [parent, ...foldersAbove(parent)];
}

function run(argv: string[], env: Record<string, string>): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0] as string, argv.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
