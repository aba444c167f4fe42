/**
 * LaTeX before it is converted: comments gone, the author's own macros spelt out.
 *
 * Verbatim text and addresses stay as they are. All of it takes time in proportion to the
 * text, and macros are spelt out within bounds, so that ones that call themselves end;
 * what is left of them stays visible.
 */

/** Most macros and calls of them in one statement, and most characters that the calls may make of it. */
const MAX_MACROS = 500;
const MAX_CALLS = 2000;
const MAX_LENGTH = 2_000_000;
/** Longest contents of \verb and of an address. */
const MAX_VERB = 2000;

export const VERBATIM_NAMES: ReadonlySet<string> = new Set([
  'verbatim',
  'verbatim*',
  'lstlisting',
  'Verbatim',
  'alltt',
]);

/** The statement without comments, definitions and calls of macros. */
export function plainSource(text: string): string {
  const { text: hidden, kept } = hideVerbatim(text.replace(/\r\n?/g, '\n').replace(/[\uE000-\uE002]/g, ''));
  return withoutMacros(hidden).replace(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '');
}

const PLACES =
  /\\begin\{([A-Za-z]{1,20}\*?)\}|\\(?:verb|lstinline)\*?([^\sA-Za-z{*])|\\(?:url|href|path)[ \t]?\{|\\[^]|%/g;

/** Leaves comments out, and numbers in the place of verbatim text. */
function hideVerbatim(text: string): { text: string; kept: string[] } {
  const kept: string[] = [];
  const parts: string[] = [];
  const unended = new Set<string>();
  let at = 0;
  PLACES.lastIndex = 0;
  for (let found = PLACES.exec(text); found; found = PLACES.exec(text)) {
    const [whole, environment, delimiter] = found;
    const end = found.index + whole.length;
    let stop = -1;
    if (whole === '%') {
      parts.push(text.slice(at, found.index));
      at = endOfComment(text, end);
      PLACES.lastIndex = at;
      continue;
    }
    if (environment !== undefined && VERBATIM_NAMES.has(environment) && !unended.has(environment)) {
      const close = text.indexOf(`\\end{${environment}}`, end);
      if (close < 0) unended.add(environment);
      else stop = close + `\\end{${environment}}`.length;
    } else if (delimiter !== undefined) stop = placeAfter(text, end, delimiter);
    else if (whole.endsWith('{') && whole.length > 2 && environment === undefined) stop = placeAfter(text, end, '}');
    if (stop < 0) continue;
    parts.push(text.slice(at, found.index), `\uE000${kept.length}\uE001`);
    kept.push(text.slice(found.index, stop));
    at = stop;
    PLACES.lastIndex = at;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), kept };
}

/** A comment takes its line's end and the next line's indentation with it; an empty line still ends the paragraph. */
function endOfComment(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  if (end < 0) return text.length;
  let next = end + 1;
  while (text[next] === ' ' || text[next] === '\t') next++;
  return text[next] === '\n' ? end : next;
}

function placeAfter(text: string, start: number, mark: string): number {
  const part = text.slice(start, start + MAX_VERB);
  const close = part.indexOf(mark);
  return close < 0 || part.slice(0, close).includes('\n') ? -1 : start + close + mark.length;
}

interface Macro {
  body: string;
  argumentCount: number;
  /** Of the first argument, where it may be left out. */
  standard?: string;
}

const DEFINITION =
  /\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?[ \n]?(?:\{[ \n]?\\([A-Za-z]+)[ \n]?\}|\\([A-Za-z]+))[ \n]?(?:\[(\d)\])?[ \n]?(?:\[([^\]\n]{0,200})\])?[ \n]?(?=\{)|\\[ge]?def[ \n]?\\([A-Za-z]+)[ \n]?((?:#\d){0,9})[ \n]?(?=\{)|\\DeclareMathOperator\*?[ \n]?\{[ \n]?\\([A-Za-z]+)[ \n]?\}[ \n]?(?=\{)/g;

function withoutMacros(text: string): string {
  const macros = new Map<string, Macro>();
  let kept = '';
  let at = 0;
  for (const match of text.matchAll(DEFINITION)) {
    if (match.index < at) continue;
    const open = match.index + match[0].length;
    const close = closingBrace(text, open);
    // A brace that nothing closes: what comes after it is in it.
    if (close < 0) break;
    const [, braced, bare, count, standard, defined, parameters, operator] = match;
    const body = text.slice(open + 1, close);
    macros.set((braced ?? bare ?? defined ?? operator) as string, {
      body: operator ? `\\operatorname{${body}}` : body,
      argumentCount: Math.min(9, count ? Number(count) : (parameters?.length ?? 0) / 2),
      ...(standard === undefined ? {} : { standard }),
    });
    kept += text.slice(at, match.index);
    at = close + 1;
    if (macros.size >= MAX_MACROS) break;
  }
  return macros.size === 0 ? text : spellOut(kept + text.slice(at), macros);
}

function spellOut(text: string, macros: ReadonlyMap<string, Macro>): string {
  const parts: string[] = [];
  const calls = /\\([A-Za-z]+)|\\[^]/g;
  let rest = text;
  let at = 0;
  let length = 0;
  for (let callCount = 0; callCount < MAX_CALLS && length < MAX_LENGTH; ) {
    calls.lastIndex = at;
    const match = calls.exec(rest);
    if (!match) break;
    const macro = match[1] === undefined ? undefined : macros.get(match[1]);
    const end = match.index + match[0].length;
    parts.push(rest.slice(at, macro ? match.index : end));
    length += end - at;
    at = end;
    if (!macro) continue;
    callCount++;
    const { values, end: argumentsEnd } = argumentsOf(rest, end, macro);
    const meaning = macro.body.replace(/#(\d)/g, (whole, digit: string) => values[Number(digit) - 1] ?? whole);
    length += meaning.length;
    // A letter after the call must not become part of a command at the meaning's end.
    const gap = /\\[A-Za-z]+$/.test(meaning.slice(-50)) && /[A-Za-z]/.test(rest[argumentsEnd] ?? '') ? '{}' : '';
    rest = meaning + gap + rest.slice(argumentsEnd);
    at = 0;
  }
  return parts.join('') + rest.slice(at);
}

function argumentsOf(text: string, start: number, macro: Macro): { values: string[]; end: number } {
  const values: string[] = [];
  let end = start;
  if (macro.standard !== undefined) {
    const given = /^\s{0,5}\[([^\]]*)\]/.exec(text.slice(end, end + 1000));
    values.push(given?.[1] ?? macro.standard);
    end += given?.[0].length ?? 0;
  }
  while (values.length < macro.argumentCount) {
    const blank = /^\s{0,5}/.exec(text.slice(end, end + 5))?.[0].length ?? 0;
    const close = text[end + blank] === '{' ? closingBrace(text, end + blank) : -1;
    if (close < 0) break;
    values.push(text.slice(end + blank + 1, close));
    end = close + 1;
  }
  if (macro.argumentCount > 0) return { values, end };
  // A command swallows the blanks after it, unless braces follow.
  if (text.startsWith('{}', end)) return { values, end: end + 2 };
  return { values, end: end + (/^[ \t]*/.exec(text.slice(end, end + 100))?.[0].length ?? 0) };
}

/** Place of the brace that closes the one at `open`, or -1. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
