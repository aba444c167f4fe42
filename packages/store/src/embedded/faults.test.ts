/** The worst of days: everything killed at once, and a disk without space. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../open-store.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start.js';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const root = path.join(import.meta.dirname, '../../../..');

let folder: string;
let server: EmbeddedPostgres | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'letscode-faults-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await run('umount', [folder]).catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

async function missing(sha256s: string[]): Promise<string[]> {
  server = await startEmbeddedPostgres({ dataFolder: folder });
  const store = openStore(server.connectionString());
  const found = await Promise.all(sha256s.map((sha256) => store.blobs.get(sha256)));
  await store.close();
  return sha256s.filter((_, index) => !found[index]);
}

describe('kill -9 of everything', () => {
  beforeAll(() => {
    // The launcher runs as a process of its own, from the built files.
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-b', 'packages/store'], { cwd: root, stdio: 'inherit' });
  });

  for (const victims of ['launcher', 'launcher and server'] as const) {
    test(`(${victims}) followed by a start loses nothing that was acknowledged`, async () => {
      const file = path.join(import.meta.dirname, '../../test/launcher-process.mjs');
      const launcher = spawn(process.execPath, [file, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      const acknowledged: string[] = [];
      const lines = createInterface({ input: launcher.stdout });
      const [pid] = (await once(lines, 'line')) as [string];
      lines.on('line', (line) => acknowledged.push(line));
      while (acknowledged.length < 50) await sleep(20);
      launcher.kill('SIGKILL');
      if (victims === 'launcher and server') process.kill(Number(pid), 'SIGKILL');
      await once(launcher, 'close');
      expect(await missing(acknowledged)).toEqual([]);
    });
  }
});

describe.runIf(isRoot)('a full disk', () => {
  test('is told as disk_full or database_unavailable, loses nothing, and is over when there is space again', async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0711', 'letscode-test', folder]);
    server = await startEmbeddedPostgres({ dataFolder: folder });
    const store = openStore(server.connectionString(), { retryMs: 500 });
    await store.migrate();
    const filler = path.join(folder, 'filler');
    const { bavail, bsize } = await statfs(folder);
    await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - 3_000_000)));

    const acknowledged: string[] = [];
    let fault: unknown;
    for (let index = 0; index < 100 && !fault; index++) {
      const bytes = new Uint8Array(200_000).map((_, at) => (at * 2_654_435_761 + index) >>> (at % 13));
      await store.blobs.put(bytes).then(
        (sha256) => acknowledged.push(sha256),
        (error: unknown) => {
          fault = error;
        },
      );
    }
    await store.close();
    expect(fault).toMatchObject({ code: expect.stringMatching(/^(disk_full|database_unavailable)$/) });
    expect(acknowledged.length).toBeGreaterThan(0);

    await server.stop();
    await rm(filler);
    expect(await missing(acknowledged)).toEqual([]);
    const again = openStore((server as EmbeddedPostgres).connectionString());
    await again.blobs.put(Buffer.from('there is space again'));
    await again.close();
  });

  test('at the first start is told as disk_full', async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0711', 'letscode-test', folder]);
    await expect(startEmbeddedPostgres({ dataFolder: folder })).rejects.toMatchObject({ code: 'disk_full' });
    expect(await readFile('/proc/self/mounts', 'utf8')).toContain(folder);
  });
});
