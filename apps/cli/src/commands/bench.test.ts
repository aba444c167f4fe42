/** That the benches run and answer what was promised; what they measure is no matter here. */
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readSettings } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../context.js';
import { benchCommand } from './bench.js';

async function bench(...args: string[]): Promise<string> {
  const stdout = new PassThrough();
  const rootFolder = join(import.meta.dirname, '..', '..', '..', '..');
  const context: CommandContext = {
    settings: { ...readSettings({}), dataFolder: rootFolder },
    rootFolder,
    env: { PATH: process.env.PATH },
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await benchCommand(context)
    .exitOverride()
    .parseAsync(['node', 'bench', ...args]);
  stdout.end();
  return (await stdout.toArray()).join('');
}

describe('letscode bench', () => {
  it('sandbox --json prints one object with a positive figure for all that is promised', async () => {
    const figures = JSON.parse(await bench('sandbox', '--json', '--rounds', '1'));
    for (const name of ['bareMs', 'warmMs', 'coldMs', 'warmRatio', 'warmP95Ms', 'throughTypeScriptMs', 'nodeSpawnMs']) {
      expect(figures[name], name).toBeGreaterThan(0);
    }
    expect(figures.warmRatio).toBeCloseTo(figures.warmMs / figures.bareMs, 2);
    for (const lanes of ['1', '2']) expect(figures.runsPerSecond[lanes]).toBeGreaterThan(0);
  });

  it('soak counts what the helper holds before and after, and one helper serves all runs', async () => {
    const figures = JSON.parse(await bench('soak', '--json', '--runs', '20'));
    expect(figures).toMatchObject({ runCount: 20, sameHelper: true });
    expect(figures.after.descriptorCount).toBe(figures.before.descriptorCount);
  });

  it('refuses a name that it does not know', async () => {
    await expect(bench('everything')).rejects.toThrow(/Allowed choices are sandbox/);
  });
});
