/** docs/security.md names the tests that show each claim: they must be there, and no public incident may be missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INCIDENTS } from './hostile-incidents.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const HOSTILE = join(import.meta.dirname, 'hostile');
const page = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
const named = [...page.matchAll(/`([\w./-]+\.(?:c|cpp|py|js|rs|java|elf|test\.ts))`/g)].map(
  ([, name]) => name as string,
);
const programs = named.filter((name) => !name.endsWith('.test.ts'));
const suites = named.filter((name) => name.endsWith('.test.ts'));

function suitesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    if (entry.isDirectory()) return suitesBelow(join(folder, entry.name));
    return entry.name.endsWith('.test.ts') ? [entry.name] : [];
  });
}

/** The part under each `###` heading of a threat. */
const threats = page
  .split(/^## /m)
  .filter((part) => part.startsWith('Threats'))
  .flatMap((part) => part.split(/^### /m).slice(1));

describe('docs/security.md', () => {
  it('names hostile programs that exist', () => {
    expect(programs.filter((name) => !existsSync(join(HOSTILE, name)))).toEqual([]);
  });

  it('names suites that exist', () => {
    const all = ['packages', 'apps', 'test'].flatMap((folder) => suitesBelow(join(ROOT, folder)));
    expect(suites.filter((name) => !all.includes(basename(name)))).toEqual([]);
  });

  it('has the six threats of the design, each with programs that show what stops it', () => {
    expect(threats.map((text) => /^\d\. (\w+)/.exec(text)?.[1])).toEqual([
      'Code',
      'Resource',
      'Data',
      'Privilege',
      'Denial',
      'Side',
    ]);
    for (const text of threats) expect(text.match(/`[\w/-]+\.(c|py|js|elf|cpp|rs)`/g)?.length, text).toBeGreaterThan(5);
  });

  it('speaks of every public vulnerability that the hostile programs come from', () => {
    const missing = INCIDENTS.map(({ id }) => id).filter((id) => id.startsWith('CVE-') && !page.includes(id));
    expect(missing).toEqual([]);
  });
});
