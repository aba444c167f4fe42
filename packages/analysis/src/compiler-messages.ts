/**
 * Compiler messages: from what a compiler printed to places in the user's source.
 *
 * One small reader per form of messages, chosen by language. A message without a
 * place in the user's own file (a linker's, say) is kept without line; notes and
 * source excerpts are dropped. Text that no reader knows gives an empty list,
 * never an error: the raw output is always shown beside the markers.
 *
 * Every pattern is matched line by line and is linear, so hostile output costs
 * no more than its length.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import type { Diagnostic } from '@letscode/core';

/** More markers than this help nobody and slow the editor down. */
const MAX_DIAGNOSTICS = 100;
const MAX_LINE_LENGTH = 2_000;

const ANSI = /\u001b\[[0-9;]*[A-Za-z]/g;

type Reader = (lines: readonly string[]) => Diagnostic[];

/** All others speak in gcc's form, or are brought into it where they are compiled (`places` of their definitions). */
const READERS = new Map<string, Reader>([
  ['rust', readRustc],
  ['java', readJavac],
]);

/**
 * @param languageId whose compiler spoke
 * @param output     what it printed, ANSI colours allowed
 * @returns in the compiler's order, at most 100; lines and columns from 1
 */
export function parseDiagnostics(languageId: string, output: string): Diagnostic[] {
  const reader = READERS.get(languageId) ?? readPlacedLines;
  const lines = output
    .replace(ANSI, '')
    .split('\n')
    .map((line) => line.slice(0, MAX_LINE_LENGTH).trimEnd());
  return reader(lines).slice(0, MAX_DIAGNOSTICS);
}

function severityOf(word: string): Diagnostic['severity'] {
  if (word.includes('warning')) return 'warning';
  return word.includes('error') ? 'error' : 'note';
}

function at(line: string | undefined, column: string | undefined): Pick<Diagnostic, 'line' | 'column'> {
  const place: Pick<Diagnostic, 'line' | 'column'> = {};
  if (Number(line) >= 1) place.line = Number(line);
  if (Number(column) >= 1) place.column = Number(column);
  return place;
}

/** `main.cpp:3:5: error: expected ';'`, as gcc and clang say it; a linker's words have no place. */
function readPlacedLines(lines: readonly string[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of lines) {
    const placed = /^[^\s:][^:]*:(\d+):(?:(\d+):)? (fatal error|error|warning): (.*)$/.exec(line);
    if (placed) {
      found.push({ severity: severityOf(placed[3] ?? ''), message: placed[4] ?? '', ...at(placed[1], placed[2]) });
      continue;
    }
    const linker = /: (undefined reference to .*)$/.exec(line);
    if (linker) found.push({ severity: 'error', message: linker[1] ?? '' });
  }
  return found;
}

/** `error[E0308]: mismatched types`, its place on a later line ` --> main.rs:3:5`. */
function readRustc(lines: readonly string[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  let open: Diagnostic | undefined;
  for (const line of lines) {
    const head = /^(error|warning)(?:\[(E\d+)\])?: (.*)$/.exec(line);
    if (head) {
      const summary = /^(aborting due to|could not compile|\d+ warnings? emitted)/.test(head[3] ?? '');
      open = summary
        ? undefined
        : { severity: severityOf(head[1] ?? ''), message: head[2] ? `${head[3]} (${head[2]})` : (head[3] ?? '') };
      if (open) found.push(open);
      continue;
    }
    const place = /^\s*--> [^:]+:(\d+):(\d+)$/.exec(line);
    if (place && open) {
      Object.assign(open, at(place[1], place[2]));
      open = undefined;
    }
  }
  return found;
}

/** `Main.java:3: error: ';' expected`, then the source line, then a caret that marks the column. */
function readJavac(lines: readonly string[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [index, line] of lines.entries()) {
    const head = /^[^\s:][^:]*:(\d+): (error|warning): (.*)$/.exec(line);
    if (!head) continue;
    const caret = lines.slice(index + 1, index + 5).find((next) => /^\s*\^$/.test(next));
    const column = caret === undefined ? undefined : String(caret.length);
    found.push({ severity: severityOf(head[2] ?? ''), message: head[3] ?? '', ...at(head[1], column) });
  }
  return found;
}
