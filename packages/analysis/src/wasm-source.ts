/**
 * A source in two texts of the same length and lines: the code with comments and the insides of literals blanked, and
 * the insides of literals with all else blanked. One pass, whatever the source is.
 */
export interface SplitSource {
  code: string;
  literals: string;
}

const SPACE = ' ';

/** @param isRust for raw strings with `#` and for lifetimes, which begin like characters */
export function splitSource(source: string, isRust: boolean): SplitSource {
  const code: string[] = [];
  const literals: string[] = [];
  const put = (from: number, to: number, target: 'code' | 'literals' | 'none') => {
    const text = source.slice(from, to);
    const blank = text.replace(/[^\n]/g, SPACE);
    code.push(target === 'code' ? text : blank);
    literals.push(target === 'literals' ? text : blank);
  };
  const special = /\/\/|\/\*|"|'|\b(?:u8|[uUL])?R"|\bb?r#*"/g;
  let at = 0;
  while (at < source.length) {
    special.lastIndex = at;
    const match = special.exec(source);
    const begin = match?.index ?? source.length;
    put(at, begin, 'code');
    if (!match) break;
    const [opening] = match;
    const inside = begin + opening.length;
    at = endOf(source, begin, opening, isRust);
    if (opening === '//' || opening === '/*') {
      put(begin, at, 'none');
    } else {
      put(begin, Math.min(inside, at), 'code');
      if (at > inside) put(inside, at, at - inside > 1 || opening !== "'" ? 'literals' : 'code');
    }
  }
  return { code: code.join(''), literals: literals.join('') };
}

/** Where what begins there ends, exclusive. */
function endOf(source: string, begin: number, opening: string, isRust: boolean): number {
  const after = begin + opening.length;
  const upTo = (mark: string) => {
    const found = source.indexOf(mark, after);
    return found === -1 ? source.length : found + mark.length;
  };
  switch (opening) {
    case '//': {
      const found = source.indexOf('\n', after);
      return found === -1 ? source.length : found;
    }
    case '/*':
      return upTo('*/');
    case '"':
      return quoteEnd(source, after, '"');
    case "'":
      return apostropheEnd(source, begin, isRust);
    default:
      if (isRust) return opening.includes('r') ? upTo(`"${'#'.repeat(opening.split('#').length - 1)}`) : after;
      if (!opening.includes('R')) return quoteEnd(source, after, '"');
      return upTo(`)${source.slice(after, Math.max(after, source.indexOf('(', after))).slice(0, 16)}"`);
  }
}

function quoteEnd(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === quote) return at + 1;
    else if (source[at] === '\n' && quote === "'") return at;
  }
  return source.length;
}

/** A digit separator and a lifetime are one sign long. */
function apostropheEnd(source: string, begin: number, isRust: boolean): number {
  const before = source[begin - 1] ?? '';
  if (!isRust) return /\w/.test(before) && !/[uUL8]/.test(before) ? begin + 1 : quoteEnd(source, begin + 1, "'");
  const isCharacter = source[begin + 1] === '\\' || /^.'/su.test(source.slice(begin + 1, begin + 4));
  return isCharacter ? quoteEnd(source, begin + 1, "'") : begin + 1;
}
