/**
 * The default checker's comparison, wherever the two texts come from: the
 * semantics of the Kattis default output validator (problemtools,
 * support/default_validator).
 *
 * Output and answer are compared token by token. Letter case counts only with
 * `caseSensitive` (ASCII letters). With `spaceChangeSensitive` the blanks
 * between tokens must be the same bytes. With a tolerance, an answer token that
 * is a number (float-token.ts) asks for a number within the absolute *or* the
 * relative tolerance, both inclusive; other tokens are compared as text. An
 * output that fails only by blanks or letter case under those flags is a
 * Presentation Error.
 *
 * The judge reads files as a stream (judge/checker/token-stream.ts), the browser
 * texts in memory (text-tokens.ts); both meet here as a TokenSource, so that no
 * tier can compare otherwise than another.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import { z } from 'zod';
import { floatOfToken } from './float-token.js';

/** How the default checker compares. Tolerances are inclusive; either of the two is enough. */
export const comparisonSchema = z.strictObject({
  caseSensitive: z.boolean(),
  spaceChangeSensitive: z.boolean(),
  floatAbsolute: z.number().optional(),
  floatRelative: z.number().optional(),
});

export type Comparison = z.infer<typeof comparisonSchema>;

/** A text as alternating blanks and tokens. Bytes of a token are latin1 characters. */
export interface TokenSource {
  /** Line of the next byte, from 1. */
  readonly line: number;
  /** Passes blanks; true when a token begins here, false at the end. */
  skipBlanks(): boolean | Promise<boolean>;
  /** Takes one byte if it is a blank; undefined at a token or at the end. */
  takeBlank(): number | undefined | Promise<number | undefined>;
  /** Takes the token that begins here; undefined for one that is too long to be taken at once: use `takePart`. */
  token(): string | undefined | Promise<string | undefined>;
  /** Takes up to `maxBytes` of the token that is being read; empty at its end. */
  takePart(maxBytes: number): string | Promise<string>;
}

/** Opens one of the two texts at its beginning. */
export interface ComparedTexts {
  output: () => TokenSource;
  answer: () => TokenSource;
}

export interface ComparisonResult {
  verdict: 'Accepted' | 'Wrong Answer' | 'Presentation Error';
  /** Of what kind the difference is; may be shown to everyone. */
  publicMessage?: string;
  /** Also where, and which tokens: for samples, custom tests and authors only. */
  detail?: string;
}

/** Where and how two texts differ. */
interface Difference {
  line: number;
  token: number;
  what: string;
  detail: string;
}

/** Most characters of a token that a message shows. */
const SHOWN_TOKEN_LENGTH = 100;

/** Neither Node.js' nor the browser's types are known here; both have it. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** Compares two texts; may read each of them twice. */
export async function compareTexts(texts: ComparedTexts, comparison: Comparison): Promise<ComparisonResult> {
  const difference = await firstDifference(texts.output(), texts.answer(), comparison);
  if (!difference) return { verdict: 'Accepted' };
  if (comparison.caseSensitive || comparison.spaceChangeSensitive) {
    const lenient = { ...comparison, caseSensitive: false, spaceChangeSensitive: false };
    if (!(await firstDifference(texts.output(), texts.answer(), lenient))) {
      return describeResult('Presentation Error', difference, 'Only blanks or letter case differ: ');
    }
  }
  return describeResult('Wrong Answer', difference, '');
}

function describeResult(
  verdict: 'Wrong Answer' | 'Presentation Error',
  difference: Difference,
  lead: string,
): ComparisonResult {
  const place = `line ${difference.line}, token ${difference.token} of the output`;
  return {
    verdict,
    publicMessage: `${lead}${difference.what}`,
    detail: `${lead}${difference.detail} at ${place}`,
  };
}

async function firstDifference(
  output: TokenSource,
  answer: TokenSource,
  checker: Comparison,
): Promise<Difference | undefined> {
  const isSame = tokenComparison(checker);
  for (let token = 1; ; token++) {
    if (checker.spaceChangeSensitive) {
      const what = await blanksDifference(output, answer);
      if (what) return { line: output.line, token, what: 'The blanks differ', detail: what };
    }
    // Awaiting only what isn't there yet keeps a million small tokens cheap.
    let hasAnswer = answer.skipBlanks();
    if (hasAnswer instanceof Promise) hasAnswer = await hasAnswer;
    let hasOutput = output.skipBlanks();
    if (hasOutput instanceof Promise) hasOutput = await hasOutput;
    const line = output.line;
    if (!hasAnswer && !hasOutput) return undefined;
    if (!hasAnswer) {
      const found = showToken((await output.token()) ?? '(a long token)');
      return {
        line,
        token,
        what: 'There is more output than expected',
        detail: `Expected the end of the output, found ${found}`,
      };
    }
    if (!hasOutput) {
      const wanted = showToken((await answer.token()) ?? '(a long token)');
      return {
        line,
        token,
        what: token === 1 ? 'The output is empty' : 'The output ends too early',
        detail: `Expected ${wanted}, found the end of the output`,
      };
    }
    let wanted = answer.token();
    if (wanted instanceof Promise) wanted = await wanted;
    let found = output.token();
    if (found instanceof Promise) found = await found;
    if (wanted === undefined || found === undefined) {
      if (await areLongTokensSame(output, found, answer, wanted, checker.caseSensitive)) continue;
      return { line, token, what: 'The output differs', detail: 'A very long token differs' };
    }
    const what = isSame(wanted, found);
    if (what) return { line, token, ...what };
  }
}

type TokenDifference = Pick<Difference, 'what' | 'detail'>;

/** Tells how an output token differs from the answer's, or undefined when it doesn't. */
function tokenComparison(checker: Comparison): (wanted: string, found: string) => TokenDifference | undefined {
  const absolute = checker.floatAbsolute ?? -1;
  const relative = checker.floatRelative ?? -1;
  const usesFloats = absolute >= 0 || relative >= 0;
  const isEqual = (wanted: string, found: string) => !checker.caseSensitive && lowerAscii(wanted) === lowerAscii(found);
  return (wanted, found) => {
    if (wanted === found) return undefined;
    const wantedValue = usesFloats ? floatOfToken(wanted) : undefined;
    if (wantedValue === undefined) {
      if (isEqual(wanted, found)) return undefined;
      return { what: 'The output differs', detail: `Expected ${showToken(wanted)}, found ${showToken(found)}` };
    }
    const foundValue = floatOfToken(found);
    if (foundValue === undefined) {
      return {
        what: 'A number is expected',
        detail: `Expected the number ${showToken(wanted)}, found ${showToken(found)}`,
      };
    }
    const difference = Math.abs(wantedValue - foundValue);
    if (difference <= absolute || difference <= relative * Math.abs(wantedValue)) return undefined;
    return {
      what: 'A number is too far from the expected one',
      detail: `Expected ${showToken(wanted)}, found ${showToken(found)}, which is ${difference.toPrecision(3)} away,`,
    };
  };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function showToken(token: string): string {
  const bytes = Uint8Array.from(token.slice(0, SHOWN_TOKEN_LENGTH), (byte) => byte.charCodeAt(0));
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '\uFFFD');
  return token.length > SHOWN_TOKEN_LENGTH ? `"${text}…"` : `"${text}"`;
}

const BLANK_NAMES: Record<number, string> = {
  9: 'a tab',
  10: 'a line end',
  11: 'a vertical tab',
  12: 'a form feed',
  13: 'a carriage return',
  32: 'a space',
};

/** Takes the blanks before the next token of both; says the first difference. */
async function blanksDifference(output: TokenSource, answer: TokenSource): Promise<string | undefined> {
  for (;;) {
    const wanted = await answer.takeBlank();
    const found = await output.takeBlank();
    if (wanted === undefined && found === undefined) return undefined;
    if (wanted === found) continue;
    const name = (byte: number | undefined) => (byte === undefined ? 'none' : BLANK_NAMES[byte]);
    return `Expected ${wanted === undefined ? 'no further blank' : name(wanted)}, found ${found === undefined ? 'no further blank' : name(found)}`;
  }
}

/** Compares two tokens of which at least one is longer than a chunk; `undefined` stands for one not taken yet. */
async function areLongTokensSame(
  output: TokenSource,
  found: string | undefined,
  answer: TokenSource,
  wanted: string | undefined,
  caseSensitive: boolean,
): Promise<boolean> {
  if (found !== undefined || wanted !== undefined) return false;
  for (;;) {
    const wantedPart = await answer.takePart(65_536);
    let foundPart = '';
    while (foundPart.length < wantedPart.length) {
      const more = await output.takePart(wantedPart.length - foundPart.length);
      if (more === '') break;
      foundPart += more;
    }
    if (wantedPart === '') return (await output.takePart(1)) === '';
    const isSame = caseSensitive ? wantedPart === foundPart : lowerAscii(wantedPart) === lowerAscii(foundPart);
    if (!isSame) return false;
  }
}
