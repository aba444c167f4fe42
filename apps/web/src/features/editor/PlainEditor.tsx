/**
 * A textarea with line numbers: for touch screens, small windows, screen readers
 * that prefer it, and while Monaco loads. Tab indents; Escape, then Tab leaves.
 */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import type { EditorProps } from './editorProps.js';
import { LineNumbers } from './LineNumbers.js';
import { type Edit, indentEdit, newlineEdit, outdentEdit } from './plainKeys.js';

export function PlainEditor({ value, onChange, diagnostics, readOnly = false, jump }: EditorProps) {
  const { fontSize, tabSize, wrap } = useSettings();
  const field = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const tabLeaves = useRef(false);
  // A font below 16 px makes phones zoom into the page.
  const size = matchMedia('(pointer: coarse)').matches ? Math.max(16, fontSize) : fontSize;
  const lineHeight = Math.round(size * 1.5);

  useEffect(() => {
    if (jump && field.current) showLine(field.current, jump.line, lineHeight);
  }, [jump, lineHeight]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const target = event.currentTarget;
    if (event.key === 'Escape') tabLeaves.current = true;
    else if (event.key === 'Tab' && !tabLeaves.current && !readOnly) {
      event.preventDefault();
      apply(target, (event.shiftKey ? outdentEdit : indentEdit)(target.value, selectionOf(target), tabSize));
    } else if (
      event.key === 'Enter' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.nativeEvent.isComposing &&
      !readOnly
    ) {
      event.preventDefault();
      apply(target, newlineEdit(target.value, selectionOf(target), tabSize));
    } else if (event.key !== 'Shift' && event.key !== 'Tab') tabLeaves.current = false;
  };

  return (
    <div className="flex h-full min-h-0 bg-surface" style={{ fontSize: size, lineHeight: `${lineHeight}px` }}>
      {!wrap && <LineNumbers ref={numbers} text={value} diagnostics={diagnostics} />}
      <textarea
        ref={field}
        aria-label={t('editor.code')}
        className="h-full min-w-0 flex-1 resize-none bg-transparent px-3 py-2.5 font-mono -outline-offset-2"
        style={{ tabSize, whiteSpace: wrap ? 'pre-wrap' : 'pre' }}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          tabLeaves.current = false;
        }}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

function selectionOf({ selectionStart, selectionEnd }: HTMLTextAreaElement) {
  return { start: selectionStart, end: selectionEnd };
}

/** Through `insertText`, deprecated but the only way that keeps the browser's own undo; a plain edit where it is missing. */
function apply(target: HTMLTextAreaElement, edit: Edit): void {
  target.setSelectionRange(edit.start, edit.end);
  const done = edit.text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, edit.text);
  if (!done && target.value.slice(edit.start, edit.end) !== edit.text) {
    target.setRangeText(edit.text, edit.start, edit.end);
    target.dispatchEvent(new Event('input', { bubbles: true }));
  }
  target.setSelectionRange(edit.selectionStart, edit.selectionEnd);
}

function showLine(target: HTMLTextAreaElement, line: number, lineHeight: number): void {
  const offset =
    target.value
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  target.focus();
  target.setSelectionRange(offset, offset);
  target.scrollTop = Math.max(0, (line - 4) * lineHeight);
}
