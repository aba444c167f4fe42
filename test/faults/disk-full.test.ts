/**
 * A full disk under the data folder: requests are refused with a clear answer,
 * what was acknowledged is judged once there is room again.
 *
 * Needs root for a small tmpfs of its own; says so and skips otherwise.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finished, type Instance, post, startInstance } from '../support/instance.js';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('disk-full.test.ts is skipped: it mounts a small tmpfs, which needs root\n');

describe.skipIf(!isRoot)('a full disk under the data folder', () => {
  let folder: string;
  let instance: Instance;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'letscode-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0755', 'tmpfs', folder]);
    instance = await startInstance({ dataFolder: folder });
  });

  afterAll(async () => {
    await instance?.stop();
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });

  const submit = (code: string) =>
    post(`${instance.url}/api/submit`, { code, language: 'python', problemId: 'double-it', userId: 'full' });

  /** Takes all room but a few KiB. */
  function fill(): string {
    const ballast = join(folder, 'ballast');
    const { bavail, bsize } = statfsSync(folder);
    try {
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    } catch {
      // The last write fails: now it is full.
    }
    return ballast;
  }

  it('is answered clearly, loses nothing acknowledged, and ends when there is room', async () => {
    const before = await submit('print(int(input()) * 2)');
    expect(before.status).toBe(200);
    const ballast = fill();
    const acknowledged: string[] = [before.body.submissionId as string];
    let refused = 0;
    // Big sources, so that PostgreSQL soon needs a new page.
    for (let index = 0; index < 40; index += 1) {
      const noise = Array.from({ length: 4000 }, (_, i) => ((i * 7919 + index * 104_729) % 65_521).toString(36)).join(
        ' ',
      );
      const { status, body } = await submit(`print(int(input()) * 2)\n# ${noise}\n`);
      if (status === 200) acknowledged.push(body.submissionId as string);
      else {
        refused += 1;
        expect(status).toBe(503);
        expect(body).toMatchObject({ error: { code: expect.stringMatching(/^(disk_full|database_unavailable)$/) } });
      }
    }
    rmSync(ballast);
    expect(refused).toBeGreaterThan(0);
    for (const id of acknowledged) {
      const view = await finished(instance, id, 120_000);
      expect(view.verdict?.status, JSON.stringify(view.verdict)).toBe('Accepted');
    }
    const after = await eventually('an accepted submission', async () => {
      const { status, body } = await submit('print(int(input()) * 2)');
      return status === 200 ? (body.submissionId as string) : undefined;
    });
    expect((await finished(instance, after)).verdict?.status).toBe('Accepted');
  });
});
