/** Hostile Python in real Chromium, beside a server that must hear nothing. After each attempt the next run finds all as it was. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTierPage, type TierPage } from '../support/tier-page.js';
import { PYTHON_ATTEMPTS } from './attempts.js';

const NEXT =
  'import math, os, sys\nprint(math.isqrt(49), os.environ.get("TRACE"), "/trace" in sys.path, len(open(0).read()))';

let tier: TierPage;
beforeAll(async () => {
  tier = await openTierPage();
});
afterAll(() => tier?.close());

const run = (code: string, timeLimitMs = 30_000) =>
  tier.run(
    { language: 'python', code, timeLimitMs, maxOutputBytes: 1_000_000, memoryBytes: 128 * 1024 * 1024 },
    'in\n',
  );

describe('Hostile Python', () => {
  afterEach(async () => {
    expect(tier.heard).toEqual([]);
    expect(await run(NEXT)).toMatchObject({ kind: 'exited', stdout: '7 None False 3\n' });
  });

  it.each(PYTHON_ATTEMPTS.map((attempt) => [attempt.name, attempt] as const))(
    'gets nowhere by %s',
    async (_name, of) => {
      const isEndless = of.ends[0] === 'time-limit';
      const end = await run(of.code.replaceAll('OUTSIDE', tier.outsideUrl), isEndless ? 2_000 : undefined);
      expect(end.stdout).not.toContain('ESCAPED');
      expect(of.ends, JSON.stringify(end)).toContain(end.kind);
      if (of.exitCode !== undefined) expect(end.exitCode).toBe(of.exitCode);
      if (of.stdout !== undefined) expect(end.stdout).toBe(of.stdout);
      expect(await tier.page.textContent('#secret')).toBe('the page');
    },
  );
});
