/**
 * Loops that hide in macros, as contest programs in C and C++ write them:
 *
 *     #define rep(i, n) for (int i = 0; i < (n); i++)
 *     rep(i, n) rep(j, n) sum += a[i][j];
 *
 * No grammar sees a loop there. So the uses of macros whose body begins with a loop
 * are rewritten before parsing, `rep(i, n)` to `while(i, n)`: the same shape, the
 * names that bound it kept. Positions are mapped back.
 */

const MAX_USES = 5_000;
const DEFINED = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)\([^)\n]{0,200}\)[ \t]*(?:\\\r?\n[ \t]*)?([A-Za-z_]\w*)/gm;

export function withoutLoopMacros(source: string): { text: string; originalOffset: (offset: number) => number } {
  const macros = loopMacrosOf(source);
  if (macros.size === 0) return { text: source, originalOffset: (offset) => offset };
  const pieces: string[] = [];
  /** From which new offset on how much has been added in all. */
  const shifts: { from: number; added: number }[] = [{ from: 0, added: 0 }];
  let done = 0;
  let added = 0;
  for (const { index, 0: word, 1: name } of source.matchAll(/\b([A-Za-z_]\w*)(?=[ \t]*\()/g)) {
    if (!name || !macros.has(name) || shifts.length > MAX_USES || isDefinition(source, index)) continue;
    pieces.push(source.slice(done, index), 'while');
    done = index + word.length;
    added += 'while'.length - word.length;
    shifts.push({ from: done + added, added });
  }
  pieces.push(source.slice(done));
  return { text: pieces.join(''), originalOffset: (offset) => offset - addedBefore(shifts, offset) };
}

/** Macros that begin with a loop, or with another such macro. */
function loopMacrosOf(source: string): Set<string> {
  const bodies = new Map<string, string>();
  for (const [, name, first] of source.matchAll(DEFINED))
    if (name && first && bodies.size < 500) bodies.set(name, first);
  const loops = new Set<string>();
  for (let round = 0; round < 4; round++) {
    for (const [name, first] of bodies) if (first === 'for' || first === 'while' || loops.has(first)) loops.add(name);
  }
  return loops;
}

/** Whether the word stands in a `#define`, looking back at most to the beginning of a usual line. */
function isDefinition(source: string, index: number): boolean {
  const before = source.slice(Math.max(0, index - 200), index);
  return /^[ \t]*#[ \t]*define\b/.test(before.slice(before.lastIndexOf('\n') + 1));
}

function addedBefore(shifts: readonly { from: number; added: number }[], offset: number): number {
  let low = 0;
  let high = shifts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((shifts[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return shifts[low]?.added ?? 0;
}
