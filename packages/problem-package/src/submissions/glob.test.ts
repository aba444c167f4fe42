import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globOf } from './glob.js';

describe('A glob of submissions.yaml', () => {
  it.each([
    ['accepted', 'accepted/a.py', true],
    ['accepted/*', 'accepted/a.py', true],
    ['accepted/*.py', 'accepted/a.cpp', false],
    ['acc*', 'accepted/a.py', true],
    ['*.py', 'accepted/a.py', false],
    ['*/*.py', 'accepted/dir/a.py', false],
    ['a.{py,cpp}', 'a.cpp', true],
    ['{a,b{c,d}}x', 'bdx', true],
    ['{a,b{c,d}}x', 'bx', false],
    ['secret/*{,0,1}{0,2}', 'secret/12', true],
    ['secret/*{,0,1}{0,2}', 'secret/13', false],
    ['accepted/', 'accepted/a.py', true],
    ['a**b', 'axxb', true],
    ['{a', '{a', true],
    ['match_wa.py', 'match/match_wa.py', false],
  ])('%s against %s: %s', (pattern, path, matches) => {
    expect(globOf(pattern).matches(path)).toBe(matches);
  });

  it('without signs matches itself and what is in it, and nothing else', () => {
    const name = fc.stringMatching(/^[a-z.]{1,6}(\/[a-z.]{1,6}){0,2}$/);
    fc.assert(
      fc.property(name, name, (pattern, path) => {
        expect(globOf(pattern).matches(path)).toBe(path === pattern || path.startsWith(`${pattern}/`));
      }),
    );
  });

  it('agrees with a regular expression', () => {
    const pattern = fc.stringMatching(/^[ab*]{0,8}$/);
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab]{0,10}$/), (glob, path) => {
        expect(globOf(glob).matches(path)).toBe(new RegExp(`^${glob.replace(/\*+/g, '.*')}$`).test(path));
      }),
      { numRuns: 1000 },
    );
  });
});
