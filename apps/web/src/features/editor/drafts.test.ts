import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draftKey, problemKey } from './drafts.js';

it('keeps drafts of different users, problems and languages apart', () => {
  const place = fc.record({ userId: fc.string(), problemId: fc.string(), language: fc.string() });
  fc.assert(
    fc.property(place, place, (a, b) => {
      const same = a.userId === b.userId && a.problemId === b.problemId && a.language === b.language;
      expect(draftKey(a) === draftKey(b)).toBe(same);
    }),
  );
});

it('does not let a dot or a colon in a user id reach into another problem', () => {
  const a = draftKey({ userId: 'ann.sum', problemId: 'two', language: 'c' });
  const b = draftKey({ userId: 'ann', problemId: 'sum.two', language: 'c' });
  expect(a).not.toBe(b);
});

it('never mistakes own tests for a draft', () => {
  expect(problemKey('tests', 'ann', 'sum')).not.toBe(problemKey('language', 'ann', 'sum'));
  expect(problemKey('tests', 'ann', 'sum').startsWith('letscode.draft.')).toBe(false);
});
