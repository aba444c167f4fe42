/** Files as a stream and bytes in memory are compared alike: the judge on the server and the page in the browser agree. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareTexts, tokensOfBytes } from '@letscode/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDefault, type DefaultChecker } from './default-checker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-readers-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function bothWays(output: string, answer: string, checker: DefaultChecker) {
  await writeFile(join(folder, 'out'), output);
  await writeFile(join(folder, 'ans'), answer);
  const asFiles = await checkDefault(join(folder, 'out'), join(folder, 'ans'), checker);
  const texts = {
    output: () => tokensOfBytes(Buffer.from(output)),
    answer: () => tokensOfBytes(Buffer.from(answer)),
  };
  return { asFiles, asTexts: await compareTexts(texts, checker) };
}

const text = fc
  .array(fc.constantFrom('1', '1.0', '1e0', 'a', 'A', 'é', ' ', '\n', '\r\n', '\t', '\v', '\0', '-'), { maxLength: 12 })
  .map((parts) => parts.join(''));

const checkers = fc.record(
  {
    kind: fc.constant('default' as const),
    caseSensitive: fc.boolean(),
    spaceChangeSensitive: fc.boolean(),
    floatAbsolute: fc.constantFrom(0, 0.1),
    floatRelative: fc.constantFrom(0, 0.1),
  },
  { requiredKeys: ['kind', 'caseSensitive', 'spaceChangeSensitive'] },
);

it('agrees on small texts, messages included', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, checkers, async (output, answer, checker) => {
      const { asFiles, asTexts } = await bothWays(output, answer, checker);
      expect(asTexts).toEqual(asFiles);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['x'.repeat(300_000), 'X'.repeat(300_000)],
  ['x'.repeat(300_000), 'x'.repeat(299_999)],
  ['x'.repeat(300_000), 'x'],
  [`${'x '.repeat(150_000)}y`, `${'x '.repeat(150_000)}z`],
  ['x'.repeat(262_144), `${'x'.repeat(262_143)}y`],
  ['x'.repeat(262_144), ''],
])('agrees on long tokens and many', async (output, answer) => {
  const checker = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false } as const;
  const { asFiles, asTexts } = await bothWays(output, answer, checker);
  expect(asTexts).toEqual(asFiles);
});
