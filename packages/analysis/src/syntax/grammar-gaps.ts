/**
 * What programs are written with and Lezer's grammars do not know, rewritten to something of the same shape and the same
 * length that they do: the tree is then that of the program, and places need no mapping. Found on some 3,000 programs of
 * contests (docs/analysis.md), of which one in nine was called broken for nothing else.
 *
 * Comments and strings are passed over. Every pass is linear in the length of the text: what must stand before a word is
 * looked for behind it, once the word is there, or each place within a long run of blanks would look back over the run.
 */
import { withoutClassGaps } from './class-gaps.js';

type Rewrite = (word: string) => string;

/** Alternatives of one expression, tried from left to right at each place; what is not named here is left as it is. */
interface Gap {
  pattern: string;
  rewrite: Rewrite;
}

/** `text`, with blanks up to the length of what it stands for. */
const padded =
  (text: string): Rewrite =>
  (word) =>
    text.padEnd(word.length);
const blank: Rewrite = (word) => word.replace(/[^\n]/g, ' ');

// Each runs to the end of the line or the text where it is not closed.
const C_SKIPPED = String.raw`\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|(?<!\w)'(?:\\.|[^'\\\n])*'?`;
const PYTHON_SKIPPED = String.raw`#[^\n]*|'''[^]*?(?:'''|$)|"""[^]*?(?:"""|$)|'(?:\\[^]|[^'\\\n])*'?|"(?:\\[^]|[^"\\\n])*"?`;

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  xor: '^',
  bitand: '&',
  bitor: '|',
  not_eq: '!=',
  and_eq: '&=',
  or_eq: '|=',
  xor_eq: '^=',
};

const C_GAPS: readonly Gap[] = [
  // A type or a keyword as the name of a macro: `#define int long long`.
  {
    pattern: String.raw`\b(?:int|long|short|char|double|float|bool|void|unsigned|signed|auto|private|public|protected)\b(?<=^[ \t]*#[ \t]*define[ \t]+\w+)`,
    rewrite: (word) => word.charAt(0).toUpperCase() + word.slice(1),
  },
  // `#define debug(x...)`.
  { pattern: String.raw`\.\.\.(?<=^[ \t]*#[ \t]*define[ \t]+\w+\(\w+\.{3})`, rewrite: blank },
  { pattern: String.raw`\b__restrict(?:__)?\b|\balignas[ \t]*\([^()\n]{0,100}\)`, rewrite: blank },
  // `~i`, which the grammar takes for a destructor's name.
  { pattern: String.raw`~(?=[ \t]*[\w(~])(?<=(?:[([=,&|^+*/%<>!?-]|\breturn)[ \t]*~)`, rewrite: padded('-') },
  // `a ?: b` of GNU C.
  { pattern: String.raw`\?[ \t]*:(?!:)`, rewrite: padded('||') },
];

const CPP_GAPS: readonly Gap[] = [
  ...C_GAPS,
  {
    pattern: String.raw`\b(?:${Object.keys(OPERATOR_WORDS).join('|')})\b`,
    rewrite: (word) => padded(OPERATOR_WORDS[word] ?? word)(word),
  },
  // `seen[{x, y}]`.
  {
    pattern: String.raw`\[[ \t]*\{[^{}[\]\n]{0,200}\}[ \t]*\]`,
    rewrite: (word) => word.replace('{', '(').replace('}', ')'),
  },
  // `void f(const T& x = {})` and `T a{}, b{}`.
  { pattern: String.raw`\{[ \t]*\}(?=[ \t]*[,)])(?<==[ \t]*\{[ \t]*\})`, rewrite: padded('0') },
  { pattern: String.raw`(?<=\w)\{[ \t]*\}(?=[ \t]*,)`, rewrite: blank },
];

// A number that ends with its point.
const PYTHON_GAPS: readonly Gap[] = [
  { pattern: String.raw`\.(?![\w.])(?<=(?<![\w.])[0-9][0-9_]{0,30}\.)`, rewrite: blank },
];

// Words that mean something in module declarations only.
const JAVA_GAPS: readonly Gap[] = [
  {
    pattern: String.raw`\b(?:to|with|open|opens|module|exports|provides|requires|transitive|uses)\b`,
    rewrite: (word) => word.charAt(0).toUpperCase() + word.slice(1),
  },
];

const passes: Readonly<Record<string, (text: string) => string>> = {
  c: passOf(C_GAPS, C_SKIPPED),
  cpp: passOf(CPP_GAPS, C_SKIPPED),
  java: passOf(JAVA_GAPS, C_SKIPPED),
  python: passOf(PYTHON_GAPS, PYTHON_SKIPPED),
};

function passOf(gaps: readonly Gap[], skipped: string): (text: string) => string {
  const pattern = new RegExp(`${skipped}|${gaps.map((gap) => `(${gap.pattern})`).join('|')}`, 'gm');
  return (text) =>
    text.replace(pattern, (word: string, ...found: unknown[]) => {
      const gap = gaps.find((_gap, index) => found[index] !== undefined);
      return gap ? gap.rewrite(word) : word;
    });
}

/** @returns text of the same length, line breaks where they were */
export function withoutGrammarGaps(language: string, text: string): string {
  const pass = passes[language];
  if (!pass) return text;
  // A directive ends before the line break, and a carriage return is none.
  const rewritten = pass(language === 'c' || language === 'cpp' ? text.replaceAll('\r\n', ' \n') : text);
  return language === 'cpp' ? withoutClassGaps(rewritten) : rewritten;
}
