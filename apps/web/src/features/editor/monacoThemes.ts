/** Monaco's colours, from the same palette as styles/tokens.css. Monaco takes hexadecimal only, so they are written out. */
import type { editor } from 'monaco-editor/editor/editor.api.js';

interface Palette {
  base: 'vs' | 'vs-dark';
  surface: string;
  raised: string;
  line: string;
  ink: string;
  faint: string;
  accent: string;
  keyword: string;
  string: string;
  number: string;
  type: string;
  comment: string;
  error: string;
  warning: string;
}

const light: Palette = {
  base: 'vs',
  surface: '#fcfbf8',
  raised: '#ffffff',
  line: '#dfdbd1',
  ink: '#1f2629',
  faint: '#747b7d',
  accent: '#0c5f6b',
  keyword: '#0c5f6b',
  string: '#8a4b14',
  number: '#a03a24',
  type: '#6b3d8f',
  comment: '#6a7275',
  error: '#b02a1f',
  warning: '#855000',
};

const dark: Palette = {
  base: 'vs-dark',
  surface: '#161d20',
  raised: '#1d2529',
  line: '#28333a',
  ink: '#e6ebe9',
  faint: '#7d8b8f',
  accent: '#63c5cf',
  keyword: '#63c5cf',
  string: '#e2b983',
  number: '#ff9f85',
  type: '#cfa3ee',
  comment: '#8a989b',
  error: '#ff9485',
  warning: '#efb95d',
};

function themeOf(palette: Palette): editor.IStandaloneThemeData {
  const bare = (colour: string) => colour.slice(1);
  return {
    base: palette.base,
    inherit: true,
    rules: [
      { token: '', foreground: bare(palette.ink) },
      { token: 'comment', foreground: bare(palette.comment), fontStyle: 'italic' },
      { token: 'keyword', foreground: bare(palette.keyword) },
      { token: 'string', foreground: bare(palette.string) },
      { token: 'number', foreground: bare(palette.number) },
      { token: 'type', foreground: bare(palette.type) },
      { token: 'delimiter', foreground: bare(palette.ink) },
    ],
    colors: {
      'editor.background': palette.surface,
      'editor.foreground': palette.ink,
      'editorLineNumber.foreground': palette.faint,
      'editorLineNumber.activeForeground': palette.ink,
      'editor.lineHighlightBackground': `${palette.accent}10`,
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${palette.accent}3a`,
      'editorCursor.foreground': palette.accent,
      'editorIndentGuide.background1': palette.line,
      'editorWidget.background': palette.raised,
      'editorWidget.border': palette.line,
      'editorHoverWidget.background': palette.raised,
      'editorError.foreground': palette.error,
      'editorWarning.foreground': palette.warning,
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, palette.ink]),
      ),
      'editorBracketHighlight.unexpectedBracket.foreground': palette.error,
      'editorBracketMatch.background': `${palette.accent}22`,
      'editorBracketMatch.border': `${palette.accent}66`,
      'scrollbar.shadow': '#00000000',
      focusBorder: palette.accent,
    },
  };
}

export function defineThemes(registry: typeof editor): void {
  registry.defineTheme('letscode-light', themeOf(light));
  registry.defineTheme('letscode-dark', themeOf(dark));
}
