/** Commands within a line of LaTeX, each as Markdown. */
import { ACCENTS, accented, CHARACTERS } from './latex-characters.js';
import { CELL, type LatexContext } from './latex-context.js';
import type { LatexReader } from './latex-reader.js';
import { codeSpan, escaped, image, link } from './markdown-text.js';
import { mathOf } from './math-text.js';

export type Inline = (source: string, context: LatexContext) => string;
type Command = (reader: LatexReader, context: LatexContext, inline: Inline) => string;

const emphasised =
  (mark: string): Command =>
  (reader, context, inline) =>
    wrapped(inline(reader.argument() ?? '', context), mark);

/** Marks close to the words: blanks stay outside. */
export function wrapped(text: string, mark: string): string {
  const words = text.trim();
  if (words === '' || words.includes('\n\n')) return text;
  // `**a **b****` means nothing: a mark within the same mark is left out.
  const inner =
    mark === '~~' ? words : words.replaceAll(new RegExp(`(?<!\\\\)${mark.replaceAll('*', '\\*')}`, 'g'), '');
  return `${/^\s/.test(text) ? ' ' : ''}${mark}${inner}${mark}${/\s$/.test(text) ? ' ' : ''}`;
}

const contents: Command = (reader, context, inline) => inline(reader.argument() ?? '', context);
const nothing: Command = () => '';
const skipping =
  (count: number): Command =>
  (reader) => {
    reader.optional();
    for (let index = 0; index < count; index++) reader.argument();
    return '';
  };

const typewriter: Command = (reader, context, inline) => code(reader.argument() ?? '', context, inline);

/** As code when the contents are nothing but characters; code can hold neither formulas nor fonts. */
export function code(source: string, context: LatexContext, inline: Inline): string {
  const text = source
    .replace(
      /\\(?:textbackslash|textasciitilde|textasciicircum|textunderscore|ldots|dots|lbrace|rbrace)(?![A-Za-z])(?:\{\})?/g,
      (name) => String(CHARACTERS[/[A-Za-z]+/.exec(name)?.[0] ?? '']).replace('…', '...'),
    )
    .replace(/\\[~^]\{\}/g, (mark) => mark[1] as string)
    .replace(/(?<!\\)\{\}/g, '');
  if (/\\[A-Za-z]|\$(?<!\\\$)|\n[ \t]*\n/.test(text.replaceAll('\\textbackslash', ''))) return inline(source, context);
  return codeSpan(
    text
      .replace(/(?<!\\)[{}]/g, '')
      .replace(/~/g, ' ')
      .replace(/\\([^A-Za-z])/g, '$1'),
  );
}

function picture(name: string, context: LatexContext, caption: string): string {
  const file = context.pictureOf(name.trim());
  if (file === undefined) context.missingPictures.add(name.trim());
  const shown = file ?? name.trim();
  return /\.(?:pdf|eps|ps)$/i.test(shown) ? link(caption || escaped(shown), shown) : image(shown, caption);
}

const COMMANDS: Readonly<Record<string, Command>> = {
  ...{ textbf: emphasised('**'), textit: emphasised('*'), emph: emphasised('*'), textsl: emphasised('*') },
  ...{ underline: emphasised('*'), uline: emphasised('*'), sout: emphasised('~~'), st: emphasised('~~') },
  ...{ texttt: typewriter, t: typewriter, code: typewriter, lstinline: typewriter, path: typewriter },
  ...{ textsc: contents, textrm: contents, textsf: contents, textup: contents, textnormal: contents, textmd: contents },
  ...{
    mbox: contents,
    hbox: contents,
    text: contents,
    fbox: contents,
    uppercase: contents,
    scalebox: second(contents),
  },
  ...{ textcolor: second(contents), colorbox: second(contents), raisebox: second(contents), parbox: second(contents) },
  ...{ makebox: boxed, framebox: boxed, resizebox: third(contents), foreignlanguage: second(contents) },
  ...{ noindent: nothing, centering: nothing, smallskip: nothing, medskip: nothing, bigskip: nothing, hfill: nothing },
  ...{
    vfill: nothing,
    newpage: nothing,
    clearpage: nothing,
    pagebreak: nothing,
    raggedright: nothing,
    protect: nothing,
  },
  ...{ raggedleft: nothing, leavevmode: nothing, relax: nothing, sloppy: nothing, maketitle: nothing, indent: nothing },
  ...{ tiny: nothing, scriptsize: nothing, footnotesize: nothing, small: nothing, normalsize: nothing, large: nothing },
  ...{ Large: nothing, LARGE: nothing, huge: nothing, Huge: nothing, rm: nothing, sf: nothing, normalfont: nothing },
  ...{
    selectfont: nothing,
    begingroup: nothing,
    endgroup: nothing,
    toprule: nothing,
    midrule: nothing,
    bottomrule: nothing,
  },
  ...{ hline: nothing, problemyamlname: nothing, baselineskip: nothing, displaystyle: nothing, upshape: nothing },
  ...{ vspace: skipping(1), 'vspace*': skipping(1), hspace: skipping(1), 'hspace*': skipping(1), label: skipping(1) },
  ...{ problemname: skipping(1), plainproblemname: skipping(1), pagestyle: skipping(1), thispagestyle: skipping(1) },
  ...{
    setlength: skipping(2),
    addtolength: skipping(2),
    setcounter: skipping(2),
    usepackage: skipping(1),
    color: skipping(1),
  },
  ...{
    cline: skipping(1),
    cmidrule: skipping(1),
    phantom: skipping(1),
    captionsetup: skipping(1),
    usetikzlibrary: skipping(1),
  },
  ...{ documentclass: skipping(1), lstset: skipping(1), graphicspath: skipping(1), hyphenation: skipping(1) },
  ...{ vskip: length, hskip: length, looseness: length, parskip: length, parindent: length, arraystretch: nothing },
  multicolumn: (reader, context, inline) => {
    const count = Number(reader.argument());
    reader.argument();
    return inline(reader.argument() ?? '', context) + CELL.repeat(Math.max(0, Math.min(30, count) - 1 || 0));
  },
  multirow: third(contents),
  textsuperscript: (reader, context, inline) => `$^{\\text{${plain(inline(reader.argument() ?? '', context))}}}$`,
  textsubscript: (reader, context, inline) => `$_{\\text{${plain(inline(reader.argument() ?? '', context))}}}$`,
  ensuremath: (reader) => mathOf(reader.argument() ?? '', false),
  url: (reader) => {
    const target = (reader.argument() ?? '').replace(/\\([%#&_~])/g, '$1').trim();
    return link(escaped(target), target);
  },
  href: (reader, context, inline) => {
    const target = (reader.argument() ?? '').replace(/\\([%#&_~])/g, '$1').trim();
    return link(inline(reader.argument() ?? '', context).trim(), target);
  },
  footnote: (reader, context, inline) => {
    context.footnotes.push(inline(reader.argument() ?? '', context).trim());
    return `[^${context.footnotes.length}]`;
  },
  ref: (reader) => `(${escaped(reader.argument() ?? '')})`,
  includegraphics: (reader, context) => {
    reader.optional();
    return picture(reader.argument() ?? '', context, '');
  },
  illustration: (reader, context, inline) => {
    reader.argument();
    const name = reader.argument() ?? '';
    const caption = inline(reader.argument() ?? '', context).trim();
    return `\n\n${picture(name, context, '')}${caption === '' ? '' : `\n\n${caption}`}\n\n`;
  },
  caption: (reader, context, inline) => {
    reader.optional();
    return `\n\n${inline(reader.argument() ?? '', context).trim()}\n\n`;
  },
  constant: (reader, { constants }) => {
    const name = reader.argument() ?? '';
    return escaped(Object.hasOwn(constants, name) ? (constants[name] as string) : `{{${name}}}`);
  },
};

function second(command: Command): Command {
  return (reader, context, inline) => {
    reader.optional();
    reader.argument();
    while (reader.optional() !== undefined);
    return command(reader, context, inline);
  };
}

function third(command: Command): Command {
  return (reader, context, inline) => {
    reader.argument();
    return second(command)(reader, context, inline);
  };
}

function boxed(reader: LatexReader, context: LatexContext, inline: Inline): string {
  while (reader.optional() !== undefined);
  return contents(reader, context, inline);
}

/** `\vskip 3mm`, `\parindent=0pt`. */
function length(reader: LatexReader): string {
  reader.skip(/^\s{0,3}=?\s{0,3}-?[\d.]{1,8}\s{0,2}(?:pt|mm|cm|ex|em|in|\\[a-z]{1,20})?/);
  return '';
}

function plain(markdown: string): string {
  return markdown.replace(/[\\*_`$#{}%]/g, '');
}

/** A command's Markdown, or undefined when it has no meaning within a line. */
export function inlineCommand(
  name: string,
  reader: LatexReader,
  context: LatexContext,
  inline: Inline,
): string | undefined {
  if (Object.hasOwn(ACCENTS, name) && (!/[A-Za-z]/.test(name) || reader.startsGroup || name.length === 1)) {
    const letter = reader.argument() ?? '';
    return escaped(accented(letter, ACCENTS[name] as string));
  }
  const known = name.replace(/\*$/, '');
  if (Object.hasOwn(COMMANDS, name)) return (COMMANDS[name] as Command)(reader, context, inline);
  if (Object.hasOwn(CHARACTERS, name)) {
    // `\ldots{}`: the braces only end the name.
    if (/[A-Za-z]/.test(name)) reader.skip(/^\{\}/);
    return escaped(CHARACTERS[name] as string);
  }
  return known !== name && Object.hasOwn(COMMANDS, known)
    ? (COMMANDS[known] as Command)(reader, context, inline)
    : undefined;
}
