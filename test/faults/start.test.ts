/** `letscode start`: one per data folder, stopped by either signal, nothing left behind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, startInstance } from '../support/instance.js';

const CLI = join(ROOT, 'apps/cli/bin/letscode.mjs');

function letscode(args: string[], env: Record<string, string>) {
  return spawnSync(process.execPath, [CLI, ...args], { env: { ...process.env, ...env }, encoding: 'utf8' });
}

describe('letscode start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops all that it started on %s', async (signal) => {
    const instance = await startInstance();
    const pids = (['server', 'worker', 'postgres'] as const).flatMap((program) => instance.pidsOf(program));
    expect(pids.length).toBeGreaterThanOrEqual(3);
    instance.launcher.kill(signal);
    await once(instance.launcher, 'exit');
    expect(instance.launcher.exitCode).toBe(0);
    const alive = execFileSync('ps', ['-e', '-o', 'pid='], { encoding: 'utf8' }).split('\n').map(Number);
    expect(pids.filter((pid) => alive.includes(pid))).toEqual([]);
    await instance.stop();
  });

  it('refuses a second start on the same data folder and names the first', async () => {
    const instance = await startInstance();
    try {
      const second = letscode(['start'], { LETSCODE_DATA: instance.dataFolder, PORT: '0' });
      expect(second.status).toBe(2);
      expect(second.stderr).toContain('already running on the data folder');
      expect(second.stderr).toContain(instance.url);
    } finally {
      await instance.stop();
    }
  });

  it('refuses a setting that it does not know', () => {
    const result = letscode(['start'], { LETSCODE_COLOUR: 'blue' });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('LETSCODE_COLOUR is not a setting');
  });

  it('says so when DATABASE_URL does not answer', () => {
    const folder = mkdtempSync(join(tmpdir(), 'letscode-none-'));
    const database = { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none', LETSCODE_DATA: folder };
    const result = letscode(['start'], database);
    rmSync(folder, { recursive: true });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('No PostgreSQL answers at DATABASE_URL');
    expect(result.stderr).not.toContain('secret');
  });
});
