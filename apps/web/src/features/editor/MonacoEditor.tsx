/** Monaco in React: one editor for the component's life, one model for each document. */
import { useEffect, useRef } from 'react';
import { useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import { useTheme } from '../../theme/theme.js';
import type { EditorProps } from './editorProps.js';
import { monaco } from './monacoSetup.js';
import { useMonacoDocument } from './useMonacoDocument.js';

type Instance = ReturnType<typeof monaco.editor.create>;

export default function MonacoEditor(props: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Instance | null>(null);
  const settings = useSettings();
  const theme = useTheme();
  const { readOnly = false, jump } = props;

  useEffect(() => {
    const instance = monaco.editor.create(host.current as HTMLDivElement, {
      model: null,
      automaticLayout: true,
      ariaLabel: t('editor.code'),
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      padding: { top: 10, bottom: 10 },
      renderLineHighlight: 'line',
      overviewRulerBorder: false,
      // 'dimmed', the default on some systems, is too faint to read.
      renderFinalNewline: 'on',
      fixedOverflowWidgets: true,
      lineNumbersMinChars: 3,
      stickyScroll: { enabled: false },
      unicodeHighlight: { ambiguousCharacters: false },
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
    });
    letTabLeave(instance);
    editor.current = instance;
    return () => {
      instance.dispose();
      editor.current = null;
    };
  }, []);

  useMonacoDocument(editor, props);

  useEffect(() => {
    const { fontSize, tabSize, wrap } = settings;
    editor.current?.updateOptions({ fontSize, lineHeight: 1.5, wordWrap: wrap ? 'on' : 'off', readOnly });
    editor.current?.getModel()?.updateOptions({ tabSize, indentSize: tabSize });
  }, [settings, readOnly, props.documentKey]);

  useEffect(() => monaco.editor.setTheme(`letscode-${theme}`), [theme]);

  useEffect(() => {
    if (!jump) return;
    editor.current?.revealLineInCenterIfOutsideViewport(jump.line);
    editor.current?.setPosition({ lineNumber: jump.line, column: 1 });
    editor.current?.focus();
  }, [jump]);

  return <div ref={host} className="h-full min-h-0" />;
}

/** Escape, then Tab moves the focus on, as in the plain editor; any other key makes Tab indent again. */
function letTabLeave(instance: Instance): void {
  instance.onKeyDown((event) => {
    if (event.keyCode === monaco.KeyCode.Tab || event.keyCode === monaco.KeyCode.Shift) return;
    instance.updateOptions({ tabFocusMode: event.keyCode === monaco.KeyCode.Escape });
  });
  instance.onDidBlurEditorText(() => instance.updateOptions({ tabFocusMode: false }));
}
