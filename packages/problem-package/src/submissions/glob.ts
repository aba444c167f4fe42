/**
 * Glob patterns of submissions.yaml: `*` for any letters but `/`, `{a,b}` for one of several, which may nest.
 * A pattern matches a path when it matches the path itself or a folder that the path is in.
 *
 * Patterns are compared by walking, not made into regular expressions, so that none takes time without end.
 */

/** Most alternatives that the braces of one pattern are spelt out to. */
const MAX_ALTERNATIVES = 500;

export interface Glob {
  matches(path: string): boolean;
  /** How many patterns it is without braces: what a comparison costs. */
  alternativeCount: number;
}

export function globOf(pattern: string): Glob {
  const patterns = spellOut(pattern.slice(0, 1000)).map((each) => each.replace(/\/+$/, '').split('/'));
  return {
    alternativeCount: patterns.length,
    matches: (path) => {
      const parts = path.split('/');
      return patterns.some(
        (each) => each.length <= parts.length && each.every((part, index) => matches(part, parts[index] as string)),
      );
    },
  };
}

/** `a{b,c}` is `ab` and `ac`. Braces that aren't closed stay as they are. */
function spellOut(pattern: string): string[] {
  let spelt = [''];
  let rest = pattern;
  while (rest !== '') {
    const open = rest.indexOf('{');
    const group = open < 0 ? undefined : bracesAt(rest, open);
    const literal = group ? rest.slice(0, open) : rest;
    const choices = group ? group.choices.flatMap(spellOut).slice(0, MAX_ALTERNATIVES) : [''];
    const heads = spelt.slice(0, Math.ceil(MAX_ALTERNATIVES / choices.length));
    spelt = heads.flatMap((head) => choices.map((choice) => head + literal + choice)).slice(0, MAX_ALTERNATIVES);
    rest = group ? rest.slice(group.end) : '';
  }
  return spelt;
}

function bracesAt(text: string, open: number): { choices: string[]; end: number } | undefined {
  const choices: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === ',' && depth === 1) {
      choices.push(text.slice(start, at));
      start = at + 1;
    }
    if (text[at] === '}' && --depth === 0) return { choices: [...choices, text.slice(start, at)], end: at + 1 };
  }
  return undefined;
}

function matches(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0];
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') [star, mark] = [at++, index];
    else if (pattern[at] === text[index]) [at, index] = [at + 1, index + 1];
    else if (star >= 0) [at, index] = [star + 1, ++mark];
    else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
