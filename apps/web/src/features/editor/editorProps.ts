/** What both editors take. The text is the caller's: an editor shows `value` and tells every change. */
import type { Diagnostic } from '@letscode/core';

export interface EditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Monaco's language id. */
  mode: string;
  /** Tells documents apart: another document gets its own undo history. */
  documentKey: string;
  diagnostics: readonly Diagnostic[];
  readOnly?: boolean;
  /** Line to bring into view, 1-based; a new object asks again. */
  jump?: { line: number } | undefined;
}
