/**
 * LaTeX as a stream of tokens. Braces and environments are matched once, at the start, so that
 * reading takes time in proportion to the text, whatever it holds.
 */

import { VERBATIM_NAMES } from './latex-source.js';

export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'command'; name: string }
  | { kind: 'math'; tex: string; isDisplay: boolean }
  | { kind: 'verbatim'; text: string; isInline: boolean }
  | { kind: 'environment'; name: string; body: string }
  | { kind: 'group'; body: string }
  | { kind: 'paragraph' }
  | { kind: 'cell' };

export class LatexReader {
  private at = 0;
  /** Place after the closing brace, by the opening one's. */
  private readonly groupEnds = new Map<number, number>();
  /** By the place of \begin. */
  private readonly environments = new Map<number, { name: string; bodyStart: number; bodyEnd: number; end: number }>();

  private readonly absent = new Set<string>();

  constructor(private readonly text: string) {
    this.match();
  }

  private match(): void {
    const braces: number[] = [];
    const begins: { name: string; start: number; bodyStart: number }[] = [];
    const places = /\\(begin|end)\s*\{([^{}\n]{1,40})\}|\\[^]|[{}]/g;
    for (let found = places.exec(this.text); found; found = places.exec(this.text)) {
      const [whole, side, name] = found;
      const end = found.index + whole.length;
      if (side === 'begin' && name !== undefined) {
        const close = VERBATIM_NAMES.has(name) ? this.placeOf(`\\end{${name}}`, end) : -1;
        const closeEnd = close + `\\end{${name}}`.length;
        if (close >= 0) this.environments.set(found.index, { name, bodyStart: end, bodyEnd: close, end: closeEnd });
        else begins.push({ name, start: found.index, bodyStart: end });
        places.lastIndex = close >= 0 ? closeEnd : end;
      } else if (side === 'end') {
        const index = begins.findLastIndex((begin) => begin.name === name);
        const begin = begins[index];
        // What was begun in it and not ended is left as it is.
        if (begin) {
          begins.length = index;
          const { start, bodyStart } = begin;
          this.environments.set(start, { name: begin.name, bodyStart, bodyEnd: found.index, end });
        }
      } else if (whole === '{') braces.push(found.index);
      else if (whole === '}') {
        const open = braces.pop();
        if (open !== undefined) this.groupEnds.set(open, end);
      }
      if (begins.length > 200) begins.shift();
    }
  }

  /** Place of `mark` from `start` on, or -1. What was searched for in vain once is never searched for again. */
  private placeOf(mark: string, start: number): number {
    const place = this.absent.has(mark) ? -1 : this.text.indexOf(mark, start);
    if (place < 0) this.absent.add(mark);
    return place;
  }

  next(): Token | undefined {
    const { text, at } = this;
    const char = text[at];
    if (char === undefined) return undefined;
    if (char === '\\') return this.command();
    if (char === '{') return this.group();
    if (char === '$') return this.dollars();
    if (char === '&') return this.advance(1, { kind: 'cell' });
    if (char === '}') return this.advance(1, { kind: 'text', text: '' });
    const blank = /\s+/y;
    blank.lastIndex = at;
    const space = blank.exec(text)?.[0];
    if (space !== undefined) {
      const isParagraph = space.split('\n').length > 2;
      return this.advance(space.length, isParagraph ? { kind: 'paragraph' } : { kind: 'text', text: ' ' });
    }
    const plain = /[^\\{}$&\s]+/y;
    plain.lastIndex = at;
    const word = plain.exec(text)?.[0] ?? char;
    return this.advance(word.length, { kind: 'text', text: word });
  }

  /** The next argument without its braces, or one token; undefined at the end. */
  argument(): string | undefined {
    this.skipBlanks();
    const end = this.groupEnds.get(this.at);
    const start = this.at;
    if (end !== undefined) {
      this.at = end;
      return this.text.slice(start + 1, end - 1);
    }
    const found = /^(?:\\[A-Za-z]+|\\?[^\s}])/.exec(this.text.slice(start, start + 60))?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  /** The next argument in square brackets without them; undefined when there is none. */
  optional(): string | undefined {
    const found = /^\s*\[([^[\]]{0,400})\]/.exec(this.text.slice(this.at, this.at + 500));
    this.at += found?.[0].length ?? 0;
    return found?.[1];
  }

  get place(): number {
    return this.at;
  }

  /** All that hasn't been read; nothing is left to read then. */
  rest(): string {
    const start = this.at;
    this.at = this.text.length;
    return this.text.slice(start);
  }

  get startsGroup(): boolean {
    return this.groupEnds.has(this.at);
  }

  skip(pattern: RegExp): void {
    this.at += pattern.exec(this.text.slice(this.at, this.at + 200))?.[0].length ?? 0;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private advance(length: number, token: Token): Token {
    this.at += length;
    return token;
  }

  private group(): Token {
    const end = this.groupEnds.get(this.at);
    if (end === undefined) return this.advance(1, { kind: 'text', text: '' });
    return this.advance(end - this.at, { kind: 'group', body: this.text.slice(this.at + 1, end - 1) });
  }

  private command(): Token {
    const { text, at } = this;
    const environment = this.environments.get(at);
    if (environment) {
      const { name, bodyStart, bodyEnd, end } = environment;
      const body = text.slice(bodyStart, bodyEnd);
      return this.advance(
        end - at,
        VERBATIM_NAMES.has(name) ? verbatimOf(name, body) : { kind: 'environment', name, body },
      );
    }
    const verb = /\\(?:verb|lstinline)\*?([^\sA-Za-z{*])([^\n]{0,2000}?)\1/y;
    verb.lastIndex = at;
    const spelt = verb.exec(text);
    if (spelt) return this.advance(spelt[0].length, { kind: 'verbatim', text: spelt[2] as string, isInline: true });
    if (text.startsWith('\\(', at) || text.startsWith('\\[', at)) {
      const isDisplay = text[at + 1] === '[';
      const close = this.placeOf(isDisplay ? '\\]' : '\\)', at + 2);
      if (close >= 0) return this.advance(close + 2 - at, { kind: 'math', tex: text.slice(at + 2, close), isDisplay });
    }
    const name = /^\\([A-Za-z]+\*?|[^]|$)/.exec(text.slice(at, at + 100))?.[1] ?? '';
    // A command of letters takes the blanks after it.
    this.at += 1 + name.length;
    if (/^[A-Za-z]/.test(name)) this.skip(/^[ \t]+/);
    return { kind: 'command', name };
  }

  private dollars(): Token {
    const { text, at } = this;
    const mark = text.startsWith('$$', at) ? '$$' : '$';
    const close = this.closingDollars(at + mark.length, mark);
    if (close < 0) return this.advance(mark.length, { kind: 'text', text: mark });
    const tex = text.slice(at + mark.length, close);
    return this.advance(close + mark.length - at, { kind: 'math', tex, isDisplay: mark === '$$' });
  }

  /** Dollars in braces belong to a text in the formula. No formula goes beyond its paragraph. */
  private closingDollars(start: number, mark: string): number {
    const { text } = this;
    for (let at = start; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === '{') at = (this.groupEnds.get(at) ?? at + 1) - 1;
      else if (text.startsWith(mark, at)) return at;
      else if (text[at] === '\n' && /^\n[ \t]*\n/.test(text.slice(at, at + 50))) return -1;
    }
    return -1;
  }
}

function verbatimOf(name: string, body: string): Token {
  const options = name === 'lstlisting' || name === 'Verbatim' ? /^\s*\[[^\]\n]*\]/.exec(body)?.[0].length : 0;
  return { kind: 'verbatim', text: body.slice(options ?? 0), isInline: false };
}
