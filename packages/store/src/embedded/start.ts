/**
 * The embedded PostgreSQL: a real server as our child, on a Unix socket only.
 *
 *     <dataFolder>/postgres          the data, 0700
 *     <dataFolder>/postgres.new      the data while initdb makes it; renamed when whole
 *     <dataFolder>/postgres-socket   the socket, 0700: this folder is the whole access control (auth is `trust`),
 *                                    so only root and the server's own user can connect
 *
 * A socket's path may have about 100 bytes; where it would be longer the socket is
 * in a folder under the temporary folder, named by a hash of the data folder.
 * fsync stays on: what was acknowledged outlives kill -9 and a power cut.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, lstat, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LetscodeError } from '@letscode/core';
import { type Account, serverAccount } from './account.js';
import { prepareBinaries } from './binaries.js';
import { chooseLauncher, type Folders, type Launcher } from './launch.js';
import { clearLeftovers } from './leftovers.js';
import { LogTail } from './log-tail.js';
import { DATABASE, type EmbeddedPostgres, EmbeddedServer, type OnExit, USER } from './server.js';

export type { EmbeddedPostgres };

export interface EmbeddedPostgresOptions {
  /** Made when missing. One server per folder. */
  dataFolder: string;
  /** Receives each line of the server's log. */
  onLog?: (line: string) => void;
  /** Called once if the server ends without having been stopped by us; start it again then. */
  onExit?: OnExit;
  /** Whether the data may be lost when the machine goes down: nothing waits for the disk. For tests. Default false. */
  isThrowaway?: boolean;
  /** Where bin/, lib/ and share/ of PostgreSQL are. Default: in the npm package. */
  programsFolder?: string;
}

/** Bytes of a socket folder's path, so that `/.s.PGSQL.5432` fits into sun_path's 108. */
const MAX_SOCKET_FOLDER_BYTES = 90;

/**
 * Starts the server of a data folder, making the folder at the first start (about 1 s).
 *
 * A server that a killed launcher left running in it is stopped first.
 *
 * @throws LetscodeError `database_unavailable` with the last lines of the log, `data_folder_in_use`, `disk_full`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = new LogTail(options.onLog ?? (() => {}));
  const programs = options.programsFolder ?? (await prepareBinaries());
  await mkdir(options.dataFolder, { recursive: true });
  const dataFolder = await realpath(options.dataFolder);
  const data = path.join(dataFolder, 'postgres');
  const account = await serverAccount(data);
  const socket = await prepareSocketFolder(dataFolder, account);
  const isNew = !(await exists(path.join(data, 'PG_VERSION')));
  if (isNew) await initialise({ programs, data, socket }, account, log, options.isThrowaway ? ['--no-sync'] : []);
  await clearLeftovers({ data, socket }, options.onLog ?? (() => {}));

  const launcher = await chooseLauncher({ programs, data, socket }, account);
  const child = launcher.spawn('postgres', serverArguments(launcher, options.isThrowaway ?? false));
  const server = new EmbeddedServer(child, socket, log, options.onExit);
  try {
    await server.waitUntilReady();
    await server.createDatabase(DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function serverArguments({ folders }: Launcher, isThrowaway: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: folders.socket,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '64MB',
    // Written to stderr, which is our pipe.
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    ...(isThrowaway ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  return ['-D', folders.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function makePrivate(folder: string, account: Account | undefined): Promise<void> {
  if (account) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}

async function prepareSocketFolder(dataFolder: string, account: Account | undefined): Promise<string> {
  let folder = path.join(dataFolder, 'postgres-socket');
  const isTooLong = Buffer.byteLength(folder) > MAX_SOCKET_FOLDER_BYTES;
  if (isTooLong) {
    const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
    folder = path.join(tmpdir(), `letscode-${hash}`);
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Anybody may make a folder or a link of that name in the temporary folder.
  if (isTooLong) await refuseForeign(folder, [process.getuid?.(), account?.uid]);
  await makePrivate(folder, account);
  return folder;
}

async function refuseForeign(folder: string, owners: (number | undefined)[]): Promise<void> {
  const found = await lstat(folder);
  if (found.isDirectory() && owners.includes(found.uid)) return;
  throw new LetscodeError('database_unavailable', `${folder} belongs to somebody else (user ${found.uid}): remove it`);
}

/** initdb works beside the final place, so that a start that was cut short leaves nothing half made. */
async function initialise(
  folders: Folders,
  account: Account | undefined,
  log: LogTail,
  extra: string[],
): Promise<void> {
  const fresh = `${folders.data}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await makePrivate(fresh, account);
  const launcher = await chooseLauncher({ ...folders, data: fresh }, account);
  const child = launcher.spawn('initdb', [
    ...['-D', launcher.folders.data, '-U', USER, '-A', 'trust'],
    ...['-E', 'UTF8', '--locale', 'C', '--data-checksums', '--no-instructions'],
    ...extra,
  ]);
  log.follow(child);
  const [code] = await once(child, 'close').catch((error: Error) => {
    log.add(error.message);
    return [1];
  });
  if (code !== 0) throw log.fault('initdb could not make the database folder');
  await rename(fresh, folders.data);
}
