/** The title in a LaTeX statement: `%% plainproblemname: text`, else `\problemname{text}`. */

/** One line of plain text, or undefined when the statement names no title. */
export function titleOfLatex(text: string): string | undefined {
  const plain = /^%%[ \t]*plainproblemname:[ \t]*(.{1,200})$/m.exec(text)?.[1];
  const title = plain ?? plainText(/\\problemname\{((?:[^{}]|\{[^{}]{0,100}\}){0,200})\}/.exec(text)?.[1] ?? '');
  const line = title.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, 200);
}

function plainText(latex: string): string {
  return latex
    .replace(/\\problemyamlname\b/g, '')
    .replace(/\\(?:textbf|textit|emph|texttt|textsc|text|mathrm)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\([&%$#_{}])/g, '$1')
    .replace(/``|''/g, '"')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/~/g, ' ')
    .replace(/\\ /g, ' ');
}
