/** Environments of LaTeX, each as blocks of Markdown. */
import { CELL, type LatexContext } from './latex-context.js';
import { LatexReader, type Token } from './latex-reader.js';
import { codeBlock, escaped, list, quotation, table } from './markdown-text.js';
import { MATH_ENVIRONMENTS, mathOf } from './math-text.js';

export interface Converters {
  blocksOf(source: string, context: LatexContext): string[];
  inlineOf(source: string, context: LatexContext): string;
}

type Environment = Extract<Token, { kind: 'environment' }>;

/** Whose contents stand for themselves; some have arguments in front. */
const PLAIN: Readonly<Record<string, number>> = {
  ...{
    center: 0,
    centering: 0,
    flushleft: 0,
    flushright: 0,
    figure: 0,
    table: 0,
    wrapfigure: 2,
    minipage: 1,
    subfigure: 1,
  },
  ...{
    samepage: 0,
    small: 0,
    afterSample: 0,
    columns: 0,
    column: 1,
    multicols: 1,
    spacing: 1,
    adjustbox: 1,
    document: 0,
  },
  ...{ wraptable: 2, sloppypar: 0, raggedright: 0, framed: 0, mdframed: 0, threeparttable: 0, tabbing: 0 },
};
const SECTIONS = ['Input', 'Output', 'Interaction', 'Notes', 'Scoring', 'Constraints'];

export function environmentBlocks(token: Environment, context: LatexContext, convert: Converters): string[] {
  const name = token.name.replace(/\*$/, '');
  const { body } = token;
  if (name === 'itemize' || name === 'enumerate' || name === 'description')
    return listBlocks(name, body, context, convert);
  if (/^(?:tabular|tabularx|tabulary|longtable|array)$/.test(name) && name !== 'array')
    return tableBlocks(name, body, context, convert);
  if (name === 'quote' || name === 'quotation' || name === 'verse') return [quotation(convert.blocksOf(body, context))];
  if (Object.hasOwn(MATH_ENVIRONMENTS, name)) {
    const inside = MATH_ENVIRONMENTS[name];
    const columns = name === 'array' || name === 'alignat' ? (/^\s*\{[^{}]*\}/.exec(body)?.[0] ?? '') : '';
    const rows = body.slice(columns.length);
    const kept = name === 'array' ? columns.trim() : '';
    const tex = inside ? `\\begin{${inside}}${kept}${rows}\\end{${inside}}` : rows;
    return [mathOf(tex, true).trim()].filter(Boolean);
  }
  if (SECTIONS.includes(name)) return [`## ${name}`, ...convert.blocksOf(body, context)];
  if (name === 'tikzpicture') {
    context.unknown.add(`\\begin{${name}}`);
    return [codeBlock(`\\begin{tikzpicture}${body}\\end{tikzpicture}`, 'latex')];
  }
  if (Object.hasOwn(PLAIN, name)) return convert.blocksOf(withoutArguments(body, PLAIN[name] as number), context);
  context.unknown.add(`\\begin{${token.name}}`);
  return [escaped(`\\begin{${token.name}}`), ...convert.blocksOf(body, context), escaped(`\\end{${token.name}}`)];
}

function withoutArguments(body: string, count: number): string {
  const reader = new LatexReader(body);
  reader.optional();
  for (let index = 0; index < count; index++) {
    while (reader.optional() !== undefined);
    if (reader.startsGroup) reader.argument();
  }
  reader.optional();
  return reader.rest();
}

function listBlocks(name: string, body: string, context: LatexContext, convert: Converters): string[] {
  const parts = splitAt(body, (token) => token.kind === 'command' && token.name === 'item');
  // What stands before the first item are settings such as [noitemsep] or \setlength.
  const items = parts.slice(1).map((source) => {
    const reader = new LatexReader(source);
    const label = reader.optional();
    const blocks = convert.blocksOf(reader.rest(), context);
    if (label === undefined) return blocks;
    const bold = `**${convert.inlineOf(label, context).trim()}**`;
    return [[bold, blocks[0] ?? ''].join(' ').trim(), ...blocks.slice(1)];
  });
  if (items.length === 0) return convert.blocksOf(body, context);
  return [list(items, name === 'enumerate' ? (index) => `${index + 1}.` : () => '-')];
}

function tableBlocks(name: string, body: string, context: LatexContext, convert: Converters): string[] {
  const reader = new LatexReader(body);
  reader.optional();
  if (name === 'tabularx' || name === 'tabulary') reader.argument();
  const columns = reader.argument() ?? '';
  const rows = splitAt(
    reader.rest(),
    (token) => token.kind === 'command' && /^\\\*?$|^tabularnewline$/.test(token.name),
  );
  const cells = rows.map((row) =>
    splitAt(row.replace(/^\s*\[[^[\]]{0,20}\]/, ''), (token) => token.kind === 'cell').flatMap((cell) =>
      convert.inlineOf(cell, context).split(CELL).map(cellOf),
    ),
  );
  const filled = cells.filter((row) => row.some((cell) => cell !== ''));
  if (filled.length === 0) return [];
  const alignments = columns
    .replace(/@?[pmb>@<!*]?\{[^{}]*\}/g, (part) => (/^[pmb]/.test(part) ? 'l' : ''))
    .match(/[lcrX]/g);
  return [table(filled, alignments ?? [])];
}

function cellOf(markdown: string): string {
  const line = markdown.replace(/\\?[ \t]*\n\s*/g, ' ').trim();
  // A bar ends the cell, also in a formula or in code.
  return line
    .replace(/\$[^$]*\$/g, (math) => math.replace(/\\\|/g, '\\Vert{}').replace(/\|/g, '\\vert{}'))
    .replace(/(`+)[^`\n]*\1/g, (span) => span.replace(/\|/g, '\\|'));
}

/** The parts of `source` between the tokens at its top that `isBorder` names. */
function splitAt(source: string, isBorder: (token: Token) => boolean): string[] {
  const reader = new LatexReader(source);
  const parts: string[] = [];
  let start = 0;
  for (let place = reader.place, token = reader.next(); token; place = reader.place, token = reader.next()) {
    if (!isBorder(token)) continue;
    parts.push(source.slice(start, place));
    start = reader.place;
  }
  return [...parts, source.slice(start)];
}
