import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDefault, type DefaultChecker } from './default-checker.js';
import { CHUNK_BYTES } from './token-stream.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-checker-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const LENIENT: DefaultChecker = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false };

async function check(output: string | Buffer, answer: string | Buffer, flags: Partial<DefaultChecker> = {}) {
  await writeFile(join(folder, 'out'), output);
  await writeFile(join(folder, 'ans'), answer);
  return checkDefault(join(folder, 'out'), join(folder, 'ans'), { ...LENIENT, ...flags });
}
const verdict = async (...args: Parameters<typeof check>) => (await check(...args)).verdict;

describe('The default checker', () => {
  it.each<[string, string, Partial<DefaultChecker>, string]>([
    ['1 2 3\n', '1 2 3\n', {}, 'Accepted'],
    ['1 2\n3', '\n1\t2\r\n\v\f3   \n', {}, 'Accepted'],
    ['', '', {}, 'Accepted'],
    ['', '\n', {}, 'Accepted'],
    ['', '1', {}, 'Wrong Answer'],
    ['1', '', {}, 'Wrong Answer'],
    ['1 2', '1', {}, 'Wrong Answer'],
    ['1', '1 2', {}, 'Wrong Answer'],
    ['12', '1 2', {}, 'Wrong Answer'],
    ['Yes', 'YES', {}, 'Accepted'],
    ['É', 'é', {}, 'Wrong Answer'],
    ['Yes', 'YES', { caseSensitive: true }, 'Presentation Error'],
    ['No', 'YES', { caseSensitive: true }, 'Wrong Answer'],
    ['a b', 'a  b', { spaceChangeSensitive: true }, 'Presentation Error'],
    ['a b\n', 'a b', { spaceChangeSensitive: true }, 'Presentation Error'],
    ['a b', 'a b\n', { spaceChangeSensitive: true }, 'Presentation Error'],
    ['a b\r\n', 'a b\n', { spaceChangeSensitive: true }, 'Presentation Error'],
    [' a b\n', ' A b\n', { spaceChangeSensitive: true }, 'Accepted'],
    ['a c\n', 'a  b\n', { spaceChangeSensitive: true }, 'Wrong Answer'],
    ['1.0', '1', {}, 'Wrong Answer'],
    ['1.0', '1', { floatAbsolute: 0 }, 'Accepted'],
    ['0.5', '0.25', { floatAbsolute: 0.25 }, 'Accepted'],
    ['0.500001', '0.25', { floatAbsolute: 0.25 }, 'Wrong Answer'],
    ['110', '100', { floatRelative: 0.1 }, 'Accepted'],
    ['100', '110', { floatRelative: 0.05 }, 'Wrong Answer'],
    ['1e-9', '0', { floatRelative: 1e-6 }, 'Wrong Answer'],
    ['1e-9', '0', { floatRelative: 1e-6, floatAbsolute: 1e-6 }, 'Accepted'],
    ['one', '1', { floatAbsolute: 1 }, 'Wrong Answer'],
    ['1', 'one', { floatAbsolute: 1 }, 'Wrong Answer'],
    ['NAN', 'nan', { floatAbsolute: 1 }, 'Accepted'],
    ['nan', '1', { floatAbsolute: 1 }, 'Wrong Answer'],
    ['0x10 ok', '16 OK', { floatAbsolute: 1e-9 }, 'Accepted'],
    ['100000', '1e5', { floatRelative: 0 }, 'Accepted'],
    ['1e5', '100000', {}, 'Wrong Answer'],
    ['inf', '1e308', { floatRelative: 1 }, 'Wrong Answer'],
    ['1e400', 'inf', { floatAbsolute: 1 }, 'Wrong Answer'],
    ['Inf', 'inf', { floatAbsolute: 1 }, 'Accepted'],
    ['-0', '0', { floatAbsolute: 0 }, 'Accepted'],
    ['-0', '0', {}, 'Wrong Answer'],
    ['YES', 'yes', { floatAbsolute: 1, caseSensitive: true }, 'Presentation Error'],
    ['1\0', '1', { floatAbsolute: 1 }, 'Wrong Answer'],
    ['a\0b', 'a\0c', {}, 'Wrong Answer'],
    ['\uFEFF1', '1', {}, 'Wrong Answer'],
    ['', ' \n\t', { floatAbsolute: 1 }, 'Accepted'],
    ['   ', '', { spaceChangeSensitive: true }, 'Presentation Error'],
  ])('compares %j with the answer %j under %j: %4$s', async (output, answer, flags, expected) => {
    expect(await verdict(output, answer, flags)).toBe(expected);
  });

  it('says of a secret test only that it differs, in detail where and what', async () => {
    const result = await check('1\n2 nine', '1\n2 three');
    expect(result.publicMessage).toBe('The output differs');
    expect(result.detail).toBe('Expected "three", found "nine" at line 2, token 3 of the output');
  });

  it('compares across the edges of chunks', async () => {
    for (const shift of [-2, -1, 0, 1, 2]) {
      const filler = 'x'.repeat(CHUNK_BYTES - 10 + shift);
      expect(await verdict(`${filler} 123456 789`, `${filler}\n123456 789`)).toBe('Accepted');
      expect(await verdict(`${filler} 123456 789`, `${filler}\n123457 789`)).toBe('Wrong Answer');
    }
  });

  it('compares tokens longer than a chunk without keeping them', async () => {
    const long = 'ab'.repeat(CHUNK_BYTES);
    expect(await verdict(`  ${long} end`, `${long}\nend`)).toBe('Accepted');
    expect(await verdict(`  ${long.toUpperCase()} end`, `${long}\nend`)).toBe('Accepted');
    expect(await verdict(`  ${long}c end`, `${long}\nend`)).toBe('Wrong Answer');
    expect(await verdict(`  ${long} end`, `${long}c\nend`)).toBe('Wrong Answer');
    expect(await verdict(`  ${long.slice(0, -1)}c end`, `${long}\nend`)).toBe('Wrong Answer');
  });
});

/** The rules said once more, on whole strings. */
function modelAccepts(output: string, answer: string, flags: DefaultChecker): boolean {
  const blanks = /[ \t\n\v\f\r]+/;
  const split = (text: string) => text.split(blanks).filter((token) => token !== '');
  const gaps = (text: string) =>
    text.match(/[ \t\n\v\f\r]+|[^ \t\n\v\f\r]+/g)?.map((part) => (blanks.test(part) ? part : 'x')) ?? [];
  if (flags.spaceChangeSensitive && gaps(output).join('|') !== gaps(answer).join('|')) return false;
  const [found, wanted] = [split(output), split(answer)];
  return (
    found.length === wanted.length &&
    wanted.every((token, index) => {
      const other = found[index] as string;
      return flags.caseSensitive ? token === other : token.toLowerCase() === other.toLowerCase();
    })
  );
}

const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', ' ', '\n', '\t'), maxLength: 12 });
const flags = fc.record({
  kind: fc.constant('default' as const),
  caseSensitive: fc.boolean(),
  spaceChangeSensitive: fc.boolean(),
});

describe('For any output and answer, the default checker', () => {
  it('agrees with the rules said on whole strings', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, flags, async (output, answer, checker) => {
        const result = await verdict(output, answer, checker);
        expect(result === 'Accepted').toBe(modelAccepts(output, answer, checker));
        const lenient = modelAccepts(output, answer, LENIENT);
        if (result !== 'Accepted') expect(result).toBe(lenient ? 'Presentation Error' : 'Wrong Answer');
      }),
      { numRuns: 300 },
    );
  });

  it('accepts the answer itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), flags, async (bytes, checker) => {
        expect(await verdict(Buffer.from(bytes), Buffer.from(bytes), checker)).toBe('Accepted');
      }),
      { numRuns: 100 },
    );
  });

  it('accepts exactly the numbers within the tolerance', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    const tolerance = fc.double({ min: 0, max: 10, noNaN: true });
    await fc.assert(
      fc.asyncProperty(number, number, tolerance, tolerance, async (found, wanted, floatAbsolute, floatRelative) => {
        const distance = Math.abs(found - wanted);
        const isNear = distance <= floatAbsolute || distance <= floatRelative * Math.abs(wanted);
        const result = await verdict(`x ${found}`, `x ${wanted}`, { floatAbsolute, floatRelative });
        expect(result).toBe(isNear ? 'Accepted' : 'Wrong Answer');
      }),
      { numRuns: 200 },
    );
  });
});
