/** What the Tab and Enter keys do in the plain editor. Pure: text and selection in, an edit out. */
export interface Edit {
  /** The stretch to replace, as offsets. */
  start: number;
  end: number;
  text: string;
  /** The selection afterwards. */
  selectionStart: number;
  selectionEnd: number;
}

interface Selection {
  start: number;
  end: number;
}

export function indentEdit(text: string, { start, end }: Selection, tabSize: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!text.slice(start, end).includes('\n')) {
    const spaces = ' '.repeat(tabSize - ((start - lineStart) % tabSize));
    const caret = start + spaces.length;
    return { start, end, text: spaces, selectionStart: caret, selectionEnd: caret };
  }
  const block = text.slice(lineStart, end);
  return replaceBlock(lineStart, end, block.replace(/^(?=.)/gm, ' '.repeat(tabSize)));
}

export function outdentEdit(text: string, { start, end }: Selection, tabSize: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const stop = lineEnd === -1 ? text.length : lineEnd;
  const outdented = text.slice(lineStart, stop).replace(new RegExp(`^(?:\\t| {1,${tabSize}})`, 'gm'), '');
  const removed = stop - lineStart - outdented.length;
  if (start !== end) return replaceBlock(lineStart, stop, outdented);
  const caret = Math.max(lineStart, start - removed);
  return { start: lineStart, end: stop, text: outdented, selectionStart: caret, selectionEnd: caret };
}

/** A new line begins as deep as the present one, one step deeper after an opening bracket or colon. */
export function newlineEdit(text: string, { start, end }: Selection, tabSize: number): Edit {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const deeper = /[{([:]\s*$/.test(line) ? ' '.repeat(tabSize) : '';
  const inserted = `\n${indent}${deeper}`;
  const caret = start + inserted.length;
  return { start, end, text: inserted, selectionStart: caret, selectionEnd: caret };
}

function replaceBlock(start: number, end: number, text: string): Edit {
  return { start, end, text, selectionStart: start, selectionEnd: start + text.length };
}
