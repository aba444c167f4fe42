import { describe, expect, it } from 'vitest';
import { type Edit, indentEdit, newlineEdit, outdentEdit } from './plainKeys.js';

const applied = (text: string, edit: Edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end);

describe('Tab in the plain editor', () => {
  it('fills up to the next tab stop', () => {
    const edit = indentEdit('ab', { start: 2, end: 2 }, 4);
    expect(applied('ab', edit)).toBe('ab  ');
    expect(edit.selectionStart).toBe(4);
  });

  it('indents all selected lines but empty ones', () => {
    expect(applied('a\n\nb\n', indentEdit('a\n\nb\n', { start: 0, end: 4 }, 2))).toBe('  a\n\n  b\n');
  });

  it('takes one step back with Shift, for spaces and tabs', () => {
    const text = '    a\n\tb\n c';
    expect(applied(text, outdentEdit(text, { start: 0, end: text.length }, 4))).toBe('a\nb\nc');
  });

  it('never moves the caret into the line before', () => {
    expect(outdentEdit('x\n  y', { start: 2, end: 2 }, 4).selectionStart).toBe(2);
  });
});

describe('Enter in the plain editor', () => {
  it('keeps the depth, and goes deeper after a colon or bracket', () => {
    expect(newlineEdit('    a', { start: 5, end: 5 }, 4).text).toBe('\n    ');
    expect(newlineEdit('if x:', { start: 5, end: 5 }, 4).text).toBe('\n    ');
    expect(newlineEdit('{', { start: 1, end: 1 }, 2).text).toBe('\n  ');
  });
});
