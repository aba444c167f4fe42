/**
 * What a loop's header says: of which kind it is, and how often it may run.
 *
 * Headers are read as text (comments and strings already blank): the eight
 * languages write them alike enough, and broken code has text where it has no tree.
 */
import type { LoopBound, LoopKind } from '../code-facts.js';
import { numberOf } from '../syntax/source-text.js';

/** A loop that runs at most so often whatever the input counts as constant; larger ones stand for the input's bound. */
const SMALL_CONSTANT = 1_000;

export interface LoopHeader {
  kind: LoopKind;
  /** Of `for` and `while`: what must hold to go on. */
  condition: string;
  update: string;
  /** Of `each`: what is gone through. */
  iterable: string;
}

/** @param text of the loop up to its body, and for `do` from `while` on */
export function readHeader(kind: LoopKind, text: string): LoopHeader {
  const bare = text
    .trim()
    .replace(/^(?:async\s+)?(?:for\s*await|foreach|for|while|loop)\b/, '')
    .trim();
  const inner = /^\((.*)\)$/s.exec(bare)?.[1] ?? bare;
  const header: LoopHeader = { kind, condition: '', update: '', iterable: '' };
  if (kind === 'endless') return header;
  if (kind === 'while' || kind === 'do') return whileHeader(header, inner);
  const parts = inner.split(';');
  if (parts.length >= 3) {
    const condition = (parts[1] ?? '').trim();
    return {
      ...header,
      kind: condition === '' ? 'endless' : 'for',
      condition,
      update: parts.slice(2).join(';').trim(),
    };
  }
  const each = /\bof\b(.*)$|\brange\b(?!\s*\()(.*)$|\bin\b(.*)$|[^:?]:([^:].*)$/s.exec(inner);
  if (each)
    return {
      ...header,
      kind: 'each',
      iterable: (each[1] ?? each[2] ?? each[3] ?? each[4] ?? '').replace(/[:{]\s*$/, '').trim(),
    };
  return whileHeader({ ...header, kind: 'while' }, inner);
}

function whileHeader(header: LoopHeader, inner: string): LoopHeader {
  const condition = inner.replace(/[:{]\s*$/, '').trim();
  const isEndless = condition === '' || /^\(?\s*(?:true|True|1|!0|not False)\s*\)?$/.test(condition);
  return isEndless ? { ...header, kind: 'endless' } : { ...header, condition };
}

export interface BoundContext {
  constants: ReadonlyMap<string, number>;
  /** Code of the loop's body, without strings and comments, clipped. */
  body: string;
  /** Code of the loop around it, from its beginning to this loop; undefined for an outermost one. */
  before: string | undefined;
}

export function boundOf(header: LoopHeader, context: BoundContext): LoopBound {
  if (header.kind === 'each') return eachBound(header.iterable, context);
  const bound = conditionBound(header, context);
  if (bound !== 'input' || context.before === undefined || header.kind === 'for') return bound;
  return isAmortised(header, context) ? 'amortised' : bound;
}

function eachBound(iterable: string, { constants, before }: BoundContext): LoopBound {
  const range = /^(?:range|xrange)\s*\((.*)\)$/s.exec(iterable)?.[1];
  const dots = /^\(?\s*([^.]+?)\s*\.\.=?\s*([^.)]+?)\s*\)?(?:\.rev\(\))?$/.exec(iterable);
  if (range !== undefined) return rangeBound(range.split(','), constants);
  if (dots) return rangeBound([dots[1] ?? '', dots[2] ?? ''], constants);
  if (/^[[({].*[\])}]$|^_+$|^&?\[/s.test(iterable)) return /\bfor\b|\w\(/.test(iterable) ? 'input' : 'constant';
  if (isSmall(iterable, constants)) return 'constant';
  const isDirections = /^&?(?:d|dir|dirs|directions|delta|deltas|moves|DIRS?|DIRECTIONS|MOVES|neighbou?rs4)$/.test(
    iterable,
  );
  if (isDirections) return 'constant';
  // The neighbours of a place: over all places together they are the input's edges.
  const isList =
    /^[&*]?(?:this\.|self\.)?(?:adj|graph|g|edges?|children|tree|e|neighbou?rs|nei|nbrs|links?|to|next)\w*\s*(?:\[[^\]]+\]|\.get\([^)]*\)|\.at\([^)]*\))/i.test(
      iterable,
    );
  return isList && before !== undefined ? 'amortised' : 'input';
}

function rangeBound(ends: string[], constants: ReadonlyMap<string, number>): LoopBound {
  const step = ends[2]?.trim() ?? '1';
  if (isSmall(ends[0] ?? '', constants) && (ends.length === 1 || isSmall(ends[1] ?? '', constants))) return 'constant';
  if (/^[a-z]$|^\w*prime\w*$|^2\s*\*\s*[a-z]$/.test(step)) return 'logarithmic';
  if (/sqrt|\*\*\s*0?\.5/.test(ends.join(','))) return 'root';
  const shift = /^(.+?)\s*([-+])\s*\d+$/;
  const [low, high] = [ends[0] ?? '', ends[1] ?? ''].map((end) => shift.exec(end.trim())?.[1]?.trim() ?? end.trim());
  // From i - 1 to i + 1: so many, whatever i is.
  return ends.length >= 2 && low !== '' && low === high ? 'constant' : 'input';
}

function isSmall(text: string, constants: ReadonlyMap<string, number>): boolean {
  const value = numberOf(text, constants);
  return value !== undefined && Math.abs(value) <= SMALL_CONSTANT;
}

const HALVES = /(?:\*=|\/=|\/\/=|>>=|<<=)|=\s*\(?\s*\w+\s*(?:\*\s*\d|\/\/?\s*\d|>>\s*\d|<<\s*\d)/;

function conditionBound({ kind, condition, update }: LoopHeader, { constants, body }: BoundContext): LoopBound {
  if (/(\b\w+)\s*\*\s*\1\s*<|(\b\w+)\s*\*\s*\([^)]*\)\2\s*<|sqrt|\*\*\s*2\s*<=?/.test(condition)) return 'root';
  if (update !== '') {
    if (HALVES.test(update)) return 'logarithmic';
    if (/\+=\s*(?:[a-z]|\w*prime\w*|2\s*\*\s*[a-z])\s*$/.test(update)) return 'logarithmic';
    if (/\b(\w+)\s*=\s*\1\s*&\s*\(\s*\1\s*-|&=|\w\s*-=\s*\w+\s*&\s*-|\w\s*\+=\s*\w+\s*&\s*-/.test(update))
      return 'logarithmic';
  }
  const ends = condition.split(/&&|\band\b/).map((part) => /(?:<=?|>=?|!=|==)\s*(.+)$/.exec(part)?.[1] ?? part);
  if (kind === 'for' && ends.some((end) => isSmall(end, constants)) && !isCountingDown(condition, update))
    return 'constant';
  if (kind !== 'for' && isHalved(condition, body)) return 'logarithmic';
  return 'input';
}

/** `for (i = n; i > 0; i--)` ends at a number, yet begins at the input. */
function isCountingDown(condition: string, update: string): boolean {
  return /--|-=/.test(update) && />|!=|^\s*\w+\s*$/.test(condition);
}

/** The body halves what the condition looks at, moves an end to the middle, or takes a remainder (Euclid). */
function isHalved(condition: string, body: string): boolean {
  const names = new Set(condition.match(/[A-Za-z_]\w*/g) ?? []);
  for (const [, name, operator] of body.matchAll(/\b([A-Za-z_]\w*)\s*(\/\/=|\/=|>>=|\*=|<<=|&=|%=)/g)) {
    if (name && names.has(name) && operator) return true;
  }
  for (const [, name, value] of body.matchAll(/\b([A-Za-z_]\w*)\s*=\s*([^=;\n][^;\n]{0,60})/g)) {
    if (!name || !names.has(name) || !value) continue;
    if (/^\(?\s*(?:int|Math\.floor|Math\.trunc)?\(?\s*\w+\s*(?:\/\/?|>>>?)\s*\w+/.test(value)) return true;
    if (new RegExp(`\\b${name}\\s*(?:%|\\*\\s*\\d|<<|&\\s*\\(?\\s*${name}\\s*-)|\\w\\s*%\\s*${name}\\b`).test(value))
      return true;
    if (/^\(?(?:m|mid|middle|md|half)\b/.test(value)) return true;
  }
  return /\b(\w+)\s*,\s*(\w+)\s*=\s*\2\s*,\s*\1\s*%\s*\2/.test(body);
}

/**
 * A `while` within a loop that goes on where it stopped the last time: two
 * pointers, a stack that is emptied. Told by what it looks at not being set anew
 * in the loop around it.
 */
function isAmortised({ condition, kind }: LoopHeader, { before = '', body }: BoundContext): boolean {
  if (kind === 'endless') return false;
  const names = [...new Set(condition.match(/[A-Za-z_]\w*/g) ?? [])].slice(0, 8);
  const changed = names.filter(
    (name) =>
      new RegExp(
        `\\b${name}\\s*(?:\\+\\+|--|[-+]=|=[^=]|(?:\\.|->)(?:pop|shift|popleft|pop_back|pop_front|poll|remove|erase|dequeue))|(?:\\+\\+|--)\\s*${name}\\b`,
      ).test(body) || new RegExp(`\\b${name}\\s*(?:\\.|->)(?:pop|shift|poll)`).test(condition),
  );
  if (changed.length === 0) return false;
  return !changed.some((name) =>
    new RegExp(`\\b${name}\\b\\s*(?::[^=;\\n]{1,20})?\\s*(?:=[^=]|\\[[^\\]]*\\]\\s*=[^=]|;|\\()`).test(
      declarationsOf(before, name),
    ),
  );
}

/** Lines of the code that mention the name. */
function declarationsOf(code: string, name: string): string {
  return code
    .split(/[\n{]/)
    .filter((line) => line.includes(name))
    .join('\n');
}
