/**
 * Where two outputs differ, token by token, as checkers compare them: words
 * are tokens, white space stands between them and is only marked when the words
 * agree but the white space does not.
 *
 * Pure. Bounded: long or wildly different texts fall back to marking all from
 * the first difference on.
 */
import { diffArrays } from 'diff';

export interface Piece {
  text: string;
  differs: boolean;
}

export interface OutputDiff {
  expected: Piece[];
  actual: Piece[];
  same: boolean;
  /** The words agree; only white space differs. */
  onlyWhitespace: boolean;
}

/** Edits after which exact comparing is given up. */
const MAX_EDITS = 500;
/** Tokens a side after which exact comparing is not begun. */
const MAX_TOKENS = 20_000;

export function diffOutputs(expected: string, actual: string): OutputDiff {
  if (expected === actual) {
    return { expected: whole(expected), actual: whole(actual), same: true, onlyWhitespace: false };
  }
  const onlyWhitespace = words(expected).join(' ') === words(actual).join(' ');
  // Trailing newlines are rarely the matter; comparing runs of space as tokens would then hide the words.
  const split = onlyWhitespace ? splitAll : splitWords;
  return { ...diffTokens(split(expected), split(actual)), same: false, onlyWhitespace };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Each token is a word with the white space after it, so that the text can be put together again. */
function splitWords(text: string): string[] {
  return text.match(/^\s+|\S+\s*/g) ?? [];
}

function splitAll(text: string): string[] {
  return text.match(/\S+|\s/g) ?? [];
}

function whole(text: string): Piece[] {
  return text === '' ? [] : [{ text, differs: false }];
}

function diffTokens(expected: string[], actual: string[]): Pick<OutputDiff, 'expected' | 'actual'> {
  const changes =
    expected.length > MAX_TOKENS || actual.length > MAX_TOKENS
      ? undefined
      : diffArrays(expected, actual, { comparator: sameToken, maxEditLength: MAX_EDITS });
  if (!changes) return { expected: fromFirst(expected, actual), actual: fromFirst(actual, expected) };
  const left: Piece[] = [];
  const right: Piece[] = [];
  // For equal stretches the library hands out the second text's tokens; positions give each side its own.
  let at = 0;
  for (const { value, added, removed } of changes) {
    if (!added) {
      left.push({ text: expected.slice(at, at + value.length).join(''), differs: Boolean(removed) });
      at += value.length;
    }
    if (!removed) right.push({ text: value.join(''), differs: Boolean(added) });
  }
  return { expected: left, actual: right };
}

/** Words agree although what follows them (a space, a newline) may not; a pure space token must agree exactly. */
function sameToken(a: string, b: string): boolean {
  return a === b || (a.trim() !== '' && a.trim() === b.trim());
}

function fromFirst(tokens: string[], others: string[]): Piece[] {
  const first = tokens.findIndex((token, index) => others[index] === undefined || !sameToken(token, others[index]));
  if (first === -1) return whole(tokens.join(''));
  return [...whole(tokens.slice(0, first).join('')), { text: tokens.slice(first).join(''), differs: true }];
}

/** Makes white space visible: each sign stands beside the character, so that lines still break. */
export function showInvisible(text: string): string {
  return text
    .replaceAll('\r', '␍')
    .replaceAll('\0', '␀')
    .replaceAll(' ', '·')
    .replaceAll('\u00a0', '⍽')
    .replaceAll('\t', '→\t')
    .replaceAll('\n', '↵\n');
}
