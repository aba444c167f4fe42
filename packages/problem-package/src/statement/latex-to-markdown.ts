/**
 * LaTeX of problem statements as Markdown with TeX between dollars.
 *
 * The subset that the package formats ask for (lists, tables, figures, quotations, verbatim text, fonts, links,
 * typographic signs, accents, the statement's own commands) and what authors use beside it. A command that has no
 * meaning here stays visible as text and is reported; nothing is dropped that a reader might miss.
 */

import { typeset } from './latex-characters.js';
import { code, inlineCommand, wrapped } from './latex-commands.js';
import { CELL, type LatexContext, MAX_NESTING } from './latex-context.js';
import { environmentBlocks } from './latex-environments.js';
import { LatexReader, type Token } from './latex-reader.js';
import { plainSource } from './latex-source.js';
import { codeBlock, codeSpan, escaped, paragraph } from './markdown-text.js';
import { mathOf } from './math-text.js';

const HEADINGS: Readonly<Record<string, string>> = {
  ...{
    section: '##',
    chapter: '##',
    subsection: '###',
    subsubsection: '####',
    paragraph: '#####',
    subparagraph: '######',
  },
};
/** Fonts that hold until their group ends. */
const SWITCHES: Readonly<Record<string, '**' | '*' | '`'>> = {
  ...{ bf: '**', bfseries: '**', it: '*', itshape: '*', em: '*', sl: '*', slshape: '*', tt: '`', ttfamily: '`' },
};

/** @param latex at most some hundred thousand characters: time and memory are in proportion */
export function latexToMarkdown(latex: string, context: LatexContext): string {
  const source = plainSource(latex);
  const body = /\\begin\{document\}([^]*?)(?:\\end\{document\}|$)/.exec(source)?.[1] ?? source;
  const blocks = blocksOf(body, context);
  const notes = context.footnotes.map((note, index) => `[^${index + 1}]: ${note.replace(/\n+/g, ' ')}`);
  return `${[...blocks, ...notes].join('\n\n').replaceAll(CELL, ' ')}\n`;
}

/** A part of a statement as blocks of Markdown: paragraphs, lists, tables, … */
function blocksOf(source: string, context: LatexContext): string[] {
  if (context.depth > MAX_NESTING) return source.trim() === '' ? [] : [codeBlock(source)];
  const inner = { ...context, depth: context.depth + 1 };
  const reader = new LatexReader(source);
  const blocks: string[] = [];
  let line = '';
  const flush = (): void => {
    for (const part of line.split(/\n{2,}/)) {
      const text = part.startsWith('$$\n') ? part : paragraph(part);
      if (text.trim() !== '') blocks.push(text);
    }
    line = '';
  };
  for (let token = reader.next(); token; token = reader.next()) {
    if (token.kind === 'paragraph') flush();
    else if (token.kind === 'environment') {
      flush();
      blocks.push(...environmentBlocks(token, inner, { blocksOf, inlineOf }));
    } else if (token.kind === 'verbatim' && !token.isInline) {
      flush();
      blocks.push(codeBlock(token.text));
    } else if (token.kind === 'command' && headingOf(token.name)) {
      flush();
      reader.optional();
      const title = inlineOf(reader.argument() ?? '', inner)
        .replace(/\s+/g, ' ')
        .trim();
      if (title !== '') blocks.push(`${headingOf(token.name)} ${title}`);
    } else if (token.kind === 'command' && (token.name === 'nextsample' || token.name === 'remainingsamples')) {
      flush();
      const place = context.samplePlace(token.name);
      if (place !== '') blocks.push(place);
    } else if (
      token.kind === 'group' &&
      /\\(?:begin|section|subsection|item|par|includegraphics)|\n[ \t]*\n/.test(token.body)
    ) {
      flush();
      blocks.push(...blocksOf(token.body, inner));
    } else line += inlineToken(token, reader, inner, () => (line = ''), line);
  }
  flush();
  return blocks;
}

function headingOf(name: string): string | undefined {
  const known = name.replace(/\*$/, '');
  return Object.hasOwn(HEADINGS, known) ? HEADINGS[known] : undefined;
}

/** A part of a line. Blocks in it are joined to the line. */
function inlineOf(source: string, context: LatexContext): string {
  if (context.depth > MAX_NESTING) return escaped(source.replace(/\s+/g, ' '));
  const inner = { ...context, depth: context.depth + 1 };
  const reader = new LatexReader(source);
  let line = '';
  for (let token = reader.next(); token; token = reader.next()) {
    if (token.kind === 'paragraph') line += ' ';
    else if (token.kind === 'environment')
      line += environmentBlocks(token, inner, { blocksOf, inlineOf }).join(' ').replace(/\n+/g, ' ');
    else line += inlineToken(token, reader, inner, () => (line = ''), line);
  }
  return line;
}

/** @param takeBack empties the line, which a change of font wraps together with all that follows */
function inlineToken(
  token: Exclude<Token, { kind: 'environment' } | { kind: 'paragraph' }>,
  reader: LatexReader,
  context: LatexContext,
  takeBack: () => void,
  line: string,
): string {
  switch (token.kind) {
    case 'text':
      return escaped(typeset(token.text));
    case 'math':
      return mathOf(token.tex, token.isDisplay);
    case 'verbatim':
      return codeSpan(token.text);
    case 'group':
      return inlineOf(token.body, context);
    case 'cell':
      return escaped('&');
    default:
      return commandText(token.name, reader, context, takeBack, line);
  }
}

function commandText(
  name: string,
  reader: LatexReader,
  context: LatexContext,
  takeBack: () => void,
  line: string,
): string {
  if (name === '\\' || name === '\\*' || name === 'newline' || name === 'linebreak') {
    reader.optional();
    return line.trim() === '' ? '' : '\\\n';
  }
  if (name === 'par') return '\n\n';
  if (Object.hasOwn(SWITCHES, name)) {
    const mark = SWITCHES[name] as string;
    const rest = reader.rest();
    takeBack();
    const blocks = /\n[ \t]*\n/.test(rest);
    // At the top a font may hold for pages; only what is in one paragraph is wrapped.
    if (blocks) return line + inlineOf(rest, context);
    return line + (mark === '`' ? code(rest, context, inlineOf) : wrapped(inlineOf(rest, context), mark));
  }
  const known = inlineCommand(name, reader, context, inlineOf);
  if (known !== undefined) return known;
  context.unknown.add(`\\${name}`);
  const argument = reader.startsGroup ? `{${inlineOf(reader.argument() ?? '', context)}}` : '';
  return `${escaped(`\\${name}`)}${argument}`;
}
