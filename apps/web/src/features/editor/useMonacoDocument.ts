/** Keeps Monaco's model in step with the caller's text, language and compiler messages. */
import type { Diagnostic } from '@letscode/core';
import { type RefObject, useEffect, useRef } from 'react';
import type { EditorProps } from './editorProps.js';
import { monaco } from './monacoSetup.js';

type Instance = ReturnType<typeof monaco.editor.create>;
type Model = NonNullable<ReturnType<Instance['getModel']>>;

export function useMonacoDocument(editor: RefObject<Instance | null>, props: EditorProps): void {
  const { value, mode, documentKey, diagnostics } = props;
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const model = monaco.editor.createModel(latest.current.value, mode);
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    const subscription = model.onDidChangeContent(() => {
      const text = model.getValue();
      if (text !== latest.current.value) latest.current.onChange(text);
    });
    editor.current?.setModel(model);
    return () => {
      subscription.dispose();
      model.dispose();
    };
  }, [editor, mode, documentKey]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model || model.getValue() === value) return;
    // As an edit, not a new document: it can be undone.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [editor, value, documentKey]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const markers = diagnostics
      .filter((diagnostic) => diagnostic.line !== undefined)
      .map((each) => markerOf(model, each));
    monaco.editor.setModelMarkers(model, 'compiler', markers);
  }, [editor, diagnostics, mode, documentKey]);
}

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  note: monaco.MarkerSeverity.Info,
};

/** The word at or before the compiler's column, or the whole line where there is none. */
function markerOf(model: Model, { severity, message, line = 1, column }: Diagnostic) {
  const lineNumber = Math.min(line, model.getLineCount());
  const [startColumn, endColumn] = wordAt(model, lineNumber, column) ?? [
    model.getLineFirstNonWhitespaceColumn(lineNumber) || 1,
    model.getLineMaxColumn(lineNumber),
  ];
  return {
    severity: severities[severity],
    message,
    startLineNumber: lineNumber,
    endLineNumber: lineNumber,
    startColumn,
    endColumn,
  };
}

function wordAt(model: Model, lineNumber: number, column: number | undefined): [number, number] | undefined {
  if (column === undefined) return undefined;
  const position = { lineNumber, column: Math.min(column, model.getLineMaxColumn(lineNumber)) };
  const word = model.getWordAtPosition(position) ?? model.getWordUntilPosition(position);
  return word.word === '' ? undefined : [word.startColumn, word.endColumn];
}
