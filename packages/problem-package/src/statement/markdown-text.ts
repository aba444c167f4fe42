/** Writing Markdown: text that means itself, code, lists and tables. */

/** Text in which no character has a meaning of Markdown's or of the TeX in it. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>~$&|]/g, '\\$&');
}

/** A paragraph's line: what would begin a list, a heading or a quotation there doesn't. */
export function paragraph(line: string): string {
  const text = line.replace(/[ \t]*\n[ \t]*/g, '\n').trim();
  return text.replace(
    /^(?:([-+#=])|(\d{1,9})([.)]))(?=\s|$|[-#=])/gm,
    (whole, sign: string, number: string, mark: string) => (sign === undefined ? `${number}\\${mark}` : `\\${whole}`),
  );
}

export function codeSpan(text: string): string {
  const code = text.replace(/\s+/g, ' ');
  const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs.slice(0, 1000)) + 1);
  const padding = /^`|`$|^ .* $/.test(code) ? ' ' : '';
  return code === '' ? '' : `${fence}${padding}${code}${padding}${fence}`;
}

export function codeBlock(text: string, language = ''): string {
  const runs = [...text.matchAll(/^[ \t]*(`{3,})/gm)].map(([, run]) => (run as string).length);
  const fence = '`'.repeat(Math.max(2, ...runs.slice(0, 1000)) + 1);
  return `${fence}${language}\n${text.replace(/^[ \t]*\n/, '').trimEnd()}\n${fence}`;
}

/** @param items each as blocks */
export function list(items: readonly (readonly string[])[], marker: (index: number) => string): string {
  return items
    .map((blocks, index) => {
      const mark = `${marker(index)} `;
      const [first, ...rest] = blocks.join('\n\n').split('\n');
      return [mark + (first ?? ''), ...rest.map((line) => (line === '' ? '' : ' '.repeat(mark.length) + line))].join(
        '\n',
      );
    })
    .join('\n');
}

export function quotation(blocks: readonly string[]): string {
  return blocks
    .join('\n\n')
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** @param alignments by column: l, c or r */
export function table(rows: readonly (readonly string[])[], alignments: readonly string[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1);
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rules = Array.from({ length: width }, (_, at) => ({ c: ':-:', r: '--:' })[alignments[at] ?? ''] ?? '---');
  // Only the first row needs all of its cells.
  const [first = [], ...body] = rows;
  const head = Array.from({ length: width }, (_, at) => first[at] ?? '');
  return [line(head), line(rules), ...body.map(line)].join('\n');
}

export function image(name: string, caption: string): string {
  return `![${caption}](${address(name)})`;
}

export function link(text: string, target: string): string {
  return `[${text || escaped(target)}](${address(target)})`;
}

function address(target: string): string {
  return /^[^\s()<>\\]+$/.test(target)
    ? target
    : `<${target.replace(/[<>\\\n]/g, (char) => encodeURIComponent(char))}>`;
}
