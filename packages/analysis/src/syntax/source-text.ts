/** The source as text: places, the code without comments and strings, and constants that are written out. */
import type { Place } from '../code-facts.js';
import type { LanguageProfile } from '../languages/language-profile.js';
import type { SyntaxTree } from './syntax-tree.js';

/** Offsets to lines and columns. */
export class Places {
  readonly #lineStarts: number[] = [0];

  readonly #originalOffset: (offset: number) => number;

  /** @param originalOffset from an offset of the parsed text to one of the source, where these differ */
  constructor(source: string, originalOffset = (offset: number): number => offset) {
    this.#originalOffset = originalOffset;
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  at(parsedOffset: number): Place {
    const offset = this.#originalOffset(parsedOffset);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] as number) + 1 };
  }
}

/** Of the same length, comments blank and strings filled with `_`, so that patterns see code only. */
export function codeOnly(tree: SyntaxTree, profile: LanguageProfile): string {
  const { comments, strings } = profile.nodes;
  const pieces: string[] = [];
  let done = 0;
  for (const { name, from, to } of tree.nodes) {
    if (from < done) continue;
    const isComment = comments.includes(name);
    if (!isComment && !strings.includes(name)) continue;
    pieces.push(tree.source.slice(done, from), tree.source.slice(from, to).replace(/[^\n]/g, isComment ? ' ' : '_'));
    done = to;
  }
  pieces.push(tree.source.slice(done));
  return pieces.join('');
}

const ASSIGNED =
  /\b([A-Za-z_]\w*)(?:\s*:\s*[\w<>[\]]{1,30})?\s*(?<![=!<>+*/%&|^-])=\s*([^=;,\n]{1,60})|#\s*define\s+(\w+)\s+([^\n]{1,60})/g;
const CHANGED =
  /\b([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\/\/)=)|(?:\+\+|--)\s*([A-Za-z_]\w*)|>>\s*([A-Za-z_]\w*)/g;

/** Names that stand for one number throughout: assigned once, a plain sum or product of numbers, never changed. */
export function constantsOf(code: string): Map<string, number> {
  const values = new Map<string, string | undefined>();
  for (const [, name, value, defined, body] of code.matchAll(ASSIGNED)) {
    const key = name ?? defined ?? '';
    values.set(key, values.has(key) ? undefined : (value ?? body));
  }
  for (const [, after, before, read] of code.matchAll(CHANGED)) values.set(after ?? before ?? read ?? '', undefined);
  const constants = new Map<string, number>();
  for (const [name, value] of values) {
    const number = value === undefined ? undefined : numberOf(value, constants);
    if (number !== undefined) constants.set(name, number);
  }
  return constants;
}

/** The value of `100005`, `1e5`, `2 * N + 1`, `1 << 20`; undefined for anything else. */
export function numberOf(text: string, constants: ReadonlyMap<string, number>): number | undefined {
  const plain = text.replace(/\((?:int|long long|long|size_t)\)|[()\s]|as\s+\w+/g, '');
  if (plain.length > 60) return undefined;
  let sum = 0;
  for (const [, sign, term] of `+${plain.replace(/([eE])\+/g, '$1')}`.matchAll(/([-+])([^-+]*)/g)) {
    let product = 1;
    for (const factor of (term ?? '').replaceAll('**', '^').split('*')) {
      const value = factorOf(factor, constants);
      if (value === undefined) return undefined;
      product *= value;
    }
    sum += sign === '-' ? -product : product;
  }
  return sum;
}

function factorOf(factor: string, constants: ReadonlyMap<string, number>): number | undefined {
  const shift = /^(.+)<<(.+)$/.exec(factor);
  const power = /^(.+)\^(.+)$/.exec(factor);
  const pair = shift ?? power;
  if (pair) {
    const [left, right] = [factorOf(pair[1] ?? '', constants), factorOf(pair[2] ?? '', constants)];
    if (left === undefined || right === undefined) return undefined;
    return shift ? left * 2 ** right : left ** right;
  }
  const digits = factor.replace(/(?<=\d)[_'](?=\d)/g, '').replace(/(?<=\d)(?:[uUlLfFn]+|[iu]\d+|usize)$/, '');
  if (/^(\d+(\.\d*)?(e\d+)?|0x[\da-f]+)$/i.test(digits)) return Number(digits);
  return constants.get(factor);
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
