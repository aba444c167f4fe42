import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readSettings } from '@letscode/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../context.js';
import { checkCommand } from './check.js';
import { exportCommand } from './export.js';

const rootFolder = join(import.meta.dirname, '..', '..', '..', '..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-check-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(command: typeof checkCommand, ...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context: CommandContext = {
    settings: { ...readSettings({}), dataFolder: rootFolder },
    ...{ rootFolder, env: {}, stdin: new PassThrough(), stdout, stderr, exitCode: 0 },
    signal: new AbortController().signal,
  };
  await command(context)
    .exitOverride()
    .parseAsync(['node', 'letscode', ...args]);
  stdout.end();
  return { lines: (await stdout.toArray()).join('').trimEnd().split('\n'), exitCode: context.exitCode };
}

describe('letscode check', () => {
  it('finds no fault in a bundled problem', async () => {
    const path = join(rootFolder, 'problems', 'sum-of-two');
    const { lines, exitCode } = await run(checkCommand, path);
    expect(exitCode).toBe(0);
    expect(lines.at(-1)).toContain(`ok       ${path}: 0 errors, `);
  });

  it('ends with 1 when a package cannot be judged, and says where and why', async () => {
    mkdirSync(join(folder, 'data', 'secret'), { recursive: true });
    writeFileSync(join(folder, 'data', 'secret', '1.in'), '');
    const { lines, exitCode } = await run(checkCommand, folder);
    expect(exitCode).toBe(1);
    expect(lines).toContain(`error    ${folder}: data/secret/1.in: has no answer; add data/secret/1.ans`);
    const { lines: json } = await run(checkCommand, '--json', folder, folder);
    expect(json.map((line) => JSON.parse(line))).toMatchObject([{ problem: folder, ok: false }, { ok: false }]);
  });
});

describe('letscode export', () => {
  it('writes a zip that letscode check has nothing against', async () => {
    const zip = join(folder, 'sum-of-two.zip');
    for (const format of ['own', '2025-09', 'domjudge']) {
      await run(exportCommand, '--format', format, join(rootFolder, 'problems', 'sum-of-two'), zip);
      expect((await run(checkCommand, zip)).exitCode).toBe(0);
      rmSync(zip);
    }
  });

  it('never writes over a file', async () => {
    const zip = join(folder, 'out.zip');
    writeFileSync(zip, 'mine');
    await expect(run(exportCommand, join(rootFolder, 'problems', 'sum-of-two'), zip)).rejects.toThrow('EEXIST');
    expect(readFileSync(zip, 'utf8')).toBe('mine');
  });
});
