import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffOutputs, type Piece, showInvisible } from './tokenDiff.js';

const text = (pieces: Piece[]) => pieces.map((piece) => piece.text).join('');
const differing = (pieces: Piece[]) => pieces.filter((piece) => piece.differs).map((piece) => piece.text.trim());

describe('the difference of two outputs', () => {
  it('marks the words that differ and no others', () => {
    const diff = diffOutputs('1 2 3\n', '1 5 3\n');
    expect(differing(diff.expected)).toEqual(['2']);
    expect(differing(diff.actual)).toEqual(['5']);
  });

  it('marks what is missing and what is too much', () => {
    expect(differing(diffOutputs('1 2 3', '1 3').expected)).toEqual(['2']);
    expect(differing(diffOutputs('1 3', '1 2 3').actual)).toEqual(['2']);
  });

  it('marks white space only when the words agree', () => {
    const diff = diffOutputs('1 2\n', '1  2\n');
    expect(diff.onlyWhitespace).toBe(true);
    expect(diff.actual.some((piece) => piece.differs && piece.text === ' ')).toBe(true);
    expect(diffOutputs('1\n2\n', '1 2\n').onlyWhitespace).toBe(true);
    expect(diffOutputs('1 2', '1  3').onlyWhitespace).toBe(false);
  });

  it('says so when nothing differs', () => {
    expect(diffOutputs('a\n', 'a\n').same).toBe(true);
    expect(differing(diffOutputs('a\n', 'a\n').expected)).toEqual([]);
  });

  it('never loses or changes a character of either side', () => {
    const output = fc.string({ unit: fc.constantFrom('1', '2', ' ', '\n', '\t', 'x') });
    fc.assert(
      fc.property(output, output, (expected, actual) => {
        const diff = diffOutputs(expected, actual);
        expect(text(diff.expected)).toBe(expected);
        expect(text(diff.actual)).toBe(actual);
        expect(diff.same || [...diff.expected, ...diff.actual].some((piece) => piece.differs)).toBe(true);
      }),
    );
  });

  it('gives up exactness, not completeness, on outputs that have nothing in common', () => {
    const numbers = (from: number) => Array.from({ length: 3000 }, (_, index) => index + from).join('\n');
    const diff = diffOutputs(numbers(0), numbers(100_000));
    expect(text(diff.actual)).toBe(numbers(100_000));
    expect(differing(diff.actual)).toHaveLength(1);
  });
});

it('shows spaces, tabs, returns and newlines without removing line breaks', () => {
  expect(showInvisible('a b\t\r\n')).toBe('a·b→\t␍↵\n');
});
