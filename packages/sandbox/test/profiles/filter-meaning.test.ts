/** The compiled filter against its rules: every number of a call, on three architectures, with arguments around the rules'. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rulesOf } from '../../src/profiles.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PROFILES = readdirSync(here('../../profiles')).filter((name) => name.endsWith('.json'));

test('a filter answers each call as its rules say, those of every profile and of sixty sets made by chance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'letscode-filter-'));
  try {
    const program = join(folder, 'filter-meaning');
    const sources = [here('filter-meaning.c'), here('../../native/filter.c')];
    execFileSync('cc', ['-std=gnu17', '-O2', `-I${here('../../native')}`, ...sources, '-o', program, '-lseccomp']);
    const sets = PROFILES.map((file) => {
      const profile = JSON.parse(readFileSync(here(`../../profiles/${file}`), 'utf8'));
      return `${rulesOf(profile, file).join('\n')}\n\n`;
    });
    const lines = execFileSync(program, { input: sets.join(''), encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(lines.filter((line) => line.endsWith('right'))).toHaveLength(PROFILES.length + 60);
    expect(lines.filter((line) => !line.endsWith('right'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
