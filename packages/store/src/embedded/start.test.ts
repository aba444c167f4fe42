import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../open-store.js';
import { serverAccount } from './account.js';
import { prepareBinaries } from './binaries.js';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start.js';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** mkdtemp makes it 0700 and ours: when we are root, the server's user cannot walk into it. */
async function closedFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'letscode-embedded-'));
  folders.push(folder);
  return folder;
}

async function openFolder(): Promise<string> {
  const folder = await closedFolder();
  await chmod(folder, 0o711);
  return folder;
}

async function start(dataFolder: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, isThrowaway: true, ...options });
  servers.push(server);
  return server;
}

async function putAndGet(server: EmbeddedPostgres, text: string): Promise<string> {
  const store = openStore(server.connectionString());
  await store.migrate();
  const sha256 = await store.blobs.put(Buffer.from(text));
  await store.close();
  return sha256;
}

async function has(server: EmbeddedPostgres, sha256: string): Promise<boolean> {
  const store = openStore(server.connectionString());
  const found = await store.blobs.get(sha256);
  await store.close();
  return found !== undefined;
}

describe('the embedded PostgreSQL', () => {
  test('keeps its data from one start to the next', async () => {
    const folder = path.join(await openFolder(), 'data with a space', 'é');
    const first = await start(folder);
    const sha256 = await putAndGet(first, 'kept');
    await first.stop();
    expect(first.process.exitCode).toBe(0);
    expect(await has(await start(folder), sha256)).toBe(true);
  });

  test('lives in UTF-8 and the C locale, with fsync, without a TCP port', async () => {
    const lines: string[] = [];
    const server = await start(await openFolder(), { isThrowaway: false, onLog: (line) => lines.push(line) });
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: server.connectionString() });
    await client.connect();
    const show = async (name: string) => (await client.query(`SHOW ${name}`)).rows[0]?.[name];
    expect(await show('server_encoding')).toBe('UTF8');
    expect(await show('lc_collate').catch(() => 'C')).toBe('C');
    expect(await show('fsync')).toBe('on');
    expect(await show('synchronous_commit')).toBe('on');
    expect(await show('listen_addresses')).toBe('');
    await client.end();
    expect(lines.join('\n')).toMatch(/ready to accept connections/);
  });

  test('tells when it dies, and not when it is stopped', async () => {
    const exits: unknown[] = [];
    const folder = await openFolder();
    const died = await new Promise<unknown>((resolve, reject) => {
      start(folder, { onExit: resolve }).then((server) => server.process.kill('SIGKILL'), reject);
    });
    expect(died).toEqual({ code: null, signal: 'SIGKILL' });
    const again = await start(folder, { onExit: (how) => exits.push(how) });
    await again.stop();
    expect(exits).toEqual([]);
  });

  test('a folder that is too long for a socket gets a short one in the temporary folder', async () => {
    const folder = path.join(await openFolder(), 'x'.repeat(100), 'y'.repeat(60));
    const server = await start(folder);
    const socketFolder = new URL(server.connectionString()).searchParams.get('host') ?? '';
    folders.push(socketFolder);
    expect(socketFolder.startsWith(tmpdir())).toBe(true);
    expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    await putAndGet(server, 'reached');
  });

  test('an initdb that was cut short is begun anew', async () => {
    const folder = await openFolder();
    await mkdir(path.join(folder, 'postgres.new'), { mode: 0o700 });
    await writeFile(path.join(folder, 'postgres.new', 'PG_VERSION'), '16\n');
    await putAndGet(await start(folder), 'whole');
    expect(await readdir(folder)).not.toContain('postgres.new');
  });

  test('a start that fails says why, and leaves no process', async () => {
    const folder = await openFolder();
    await (await start(folder)).stop();
    const settings = path.join(folder, 'postgres', 'postgresql.conf');
    await writeFile(settings, `${await readFile(settings, 'utf8')}\nno_such_setting = 1\n`);
    await expect(start(folder)).rejects.toMatchObject({
      code: 'database_unavailable',
      message: expect.stringContaining('no_such_setting'),
    });
  });
});

describe('an earlier start', () => {
  test('that still runs for a living process is not touched: the folder is in use', async () => {
    const folder = await openFolder();
    const first = await start(folder);
    await expect(start(folder)).rejects.toMatchObject({ code: 'data_folder_in_use' });
    await putAndGet(first, 'still there');
  });

  test('whose launcher was killed is stopped before the next', async () => {
    const folder = await openFolder();
    const first = await start(folder);
    const sha256 = await putAndGet(first, 'by the first');
    await first.stop();
    const orphan = await startOrphan(folder);
    const lines: string[] = [];
    const second = await start(folder, { onLog: (line) => lines.push(line) });
    expect(lines.join('\n')).toContain(`SIGINT to ${orphan}`);
    expect(await has(second, sha256)).toBe(true);
    expect(await stat(`/proc/${orphan}/cwd`).catch(() => undefined)).toBeUndefined();
  });

  test('that left the number of a stranger in its pid file is no obstacle', async () => {
    const folder = await openFolder();
    const first = await start(folder);
    await first.stop();
    const data = path.join(folder, 'postgres');
    const { uid, gid } = await stat(data);
    const pidFile = path.join(data, 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${data}\n0\n5432\n\n\n`, { mode: 0o600 });
    if (isRoot) await run('chown', [`${uid}:${gid}`, pidFile]);
    await putAndGet(await start(folder), 'started');
  });
});

/** A server whose launcher is gone; a shell stands in for the reaper of orphans. Returns its pid. */
async function startOrphan(folder: string): Promise<number> {
  const account = await serverAccount(path.join(folder, 'postgres'));
  const drop = account ? ['setpriv', '--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'] : [];
  const server = [path.join(await prepareBinaries(), 'bin', 'postgres'), '-D', path.join(folder, 'postgres')];
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}/postgres-socket`];
  const shell = spawn(
    'sh',
    ['-c', '"$@" >/dev/null 2>&1 & echo $!; exec >&-; wait', 'sh', ...drop, ...server, ...settings],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const text = await new Promise<string>((resolve) => {
    let all = '';
    shell.stdout.on('data', (piece) => {
      all += piece;
    });
    shell.stdout.on('close', () => resolve(all));
  });
  const pid = Number(text);
  // Wait until it has the folder: the line "ready" is the eighth of its pid file.
  for (;;) {
    const lines = (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === pid && lines[7]?.startsWith('ready')) return pid;
    if (!(await stat(`/proc/${pid}`).catch(() => undefined))) throw new Error('the orphan did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.runIf(isRoot)('started by root', () => {
  test('it runs as an unprivileged user, and no other user can reach the socket', async () => {
    const folder = await openFolder();
    const account = await serverAccount(path.join(folder, 'postgres'));
    const server = await start(folder);
    const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\t${account?.uid}\\t${account?.uid}\\t${account?.uid}\\t`, 'm'));
    expect(status).toMatch(/^CapEff:\t0+$/m);
    const socketFolder = new URL(server.connectionString()).searchParams.get('host') ?? '';
    const asStranger = ['--reuid', '54321', '--regid', '54321', '--clear-groups', '--'];
    await run('setpriv', [...asStranger, 'test', '-d', path.dirname(socketFolder)]);
    await expect(run('setpriv', [...asStranger, 'test', '-e', `${socketFolder}/.s.PGSQL.5432`])).rejects.toThrow();
  });

  test('data that belongs to another unprivileged user goes on under that user', async () => {
    const folder = await openFolder();
    await (await start(folder)).stop();
    await run('chown', ['-R', 'nobody:nogroup', path.join(folder, 'postgres')]);
    const server = await start(folder);
    const { uid } = await stat(path.join(folder, 'postgres'));
    expect(await readFile(`/proc/${server.process.pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\t${uid}\\t`, 'm'));
  });

  test('it works where its user cannot walk: data and programs below a 0700 folder', async () => {
    const closed = await closedFolder();
    const programsFolder = path.join(closed, 'checkout', 'native');
    await cp(await prepareBinaries(), programsFolder, { recursive: true, verbatimSymlinks: true });
    const dataFolder = path.join(closed, 'checkout', '.letscode');
    const first = await start(dataFolder, { programsFolder });
    const sha256 = await putAndGet(first, 'behind a closed door');
    await first.stop();
    const second = await start(dataFolder, { programsFolder });
    expect(await has(second, sha256)).toBe(true);
    const mounts = await readFile('/proc/self/mounts', 'utf8');
    expect(mounts).not.toContain('/mnt/programs');
    await expect(start(dataFolder, { programsFolder })).rejects.toMatchObject({ code: 'data_folder_in_use' });
  });
});
