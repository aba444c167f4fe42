import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StatementOptions, statementAsMarkdown } from '../src/index.js';
import { faultOf, temporaryFolder } from './package-maker.js';

const folder = temporaryFolder();

function convert(text: string | Buffer, options: StatementOptions = {}, format: 'latex' | 'markdown' = 'latex') {
  const hostPath = join(folder.path, format === 'latex' ? 'problem.en.tex' : 'problem.en.md');
  writeFileSync(hostPath, text);
  return statementAsMarkdown({ language: 'en', format, hostPath }, options);
}

const markdownOf = (text: string, options?: StatementOptions): string => convert(text, options).markdown.trim();

describe('A statement in LaTeX', () => {
  it.each<[string, string, string]>([
    ['a title is left to the page', '\\problemname{Sum}\n\nAdd.', 'Add.'],
    ['paragraphs', 'One\nline.\n\nAnother.', 'One line.\n\nAnother.'],
    ['comments', 'One % two\n  three\n% four\n\n5\\% of six', 'One three\n\n5% of six'],
    ['sections', '\\section*{Input}\nA.\n\\subsection{More}B', '## Input\n\nA.\n\n### More\n\nB'],
    ['the format’s own sections', '\\begin{Input}A\\end{Input}', '## Input\n\nA'],
    ['fonts', '\\textbf{a} \\emph{b} {\\bf c d} {\\it e} \\underline{f} \\sout{g}', '**a** *b* **c d** *e* *f* ~~g~~'],
    ['marks close to the words', '\\textbf{a }b', '**a** b'],
    ['code', '\\texttt{a\\_b \\{c\\} 100\\%} \\verb|x*y\\z| {\\tt q}', '`a_b {c} 100%` `x*y\\z` `q`'],
    ['code with backticks', '\\verb|a`b|', '``a`b``'],
    ['typewriter text with a formula', '\\texttt{a $x$}', 'a $x$'],
    ['quotes and dashes', "``a'' `b' 1--2 --- c~d", "“a” ‘b' 1–2 — c\u00a0d"],
    ['signs', '\\ldots{} 10\\,000 \\& \\# \\$5 \\copyright', '… 10\u202f000 \\& # \\$5 ©'],
    ['accents', "Luk\\'a\\v{s} \\\"Orebro \\c{c} \\'{e} \\aa", 'Lukáš Örebro ç é å'],
    [
      'what Markdown would take for its own',
      '2 * 3 * 4 \\_x\\_ [a](b) <b> a|b',
      '2 \\* 3 \\* 4 \\_x\\_ \\[a\\](b) \\<b\\> a\\|b',
    ],
    [
      'lines that look like lists',
      '- no list\n\n1. neither\n\n\\# nor this',
      '\\- no list\n\n1\\. neither\n\n\\# nor this',
    ],
    ['formulas', 'If $a_1 < b$ and \\(c\\):', 'If $a_1 < b$ and $c$:'],
    ['displayed formulas', 'So $$x\n= 1$$ and \\[y\\] end', 'So\n\n$$\nx = 1\n$$\n\nand\n\n$$\ny\n$$\n\nend'],
    [
      'formulas in environments',
      '\\begin{align*}a &= b\\\\ c &= d\\end{align*}',
      '$$\n\\begin{aligned}a &= b\\\\ c &= d\\end{aligned}\n$$',
    ],
    ['text in formulas', '$x \\mbox{ if $y$ else}$', '$x \\text{ if }y\\text{ else}$'],
    ['lists', '\\begin{itemize}\n\\item a\n\\item[b] c\n\\end{itemize}', '- a\n- **b** c'],
    [
      'lists in lists',
      '\\begin{enumerate}\\item a\\begin{itemize}\\item b\\item c\\end{itemize}\\item d\n\ne\\end{enumerate}',
      '1. a\n\n   - b\n   - c\n2. d\n\n   e',
    ],
    [
      'tables',
      '\\begin{tabular}{|l|c|r|}\\hline a & \\textbf{b} & c\\\\ \\hline $|x|$ & \\verb/p|q/ & \\\\ \\hline\\end{tabular}',
      '| a | **b** | c |\n| --- | :-: | --: |\n| $\\vert{}x\\vert{}$ | `p\\|q` |  |',
    ],
    [
      'cells over several columns',
      '\\begin{tabular}{ll}\\multicolumn{2}{c}{a}\\\\b & c\\end{tabular}',
      '| a |  |\n| --- | --- |\n| b | c |',
    ],
    ['verbatim text', '\\begin{verbatim}\n a  % b\n\\c{d}\n\\end{verbatim}', '```\n a  % b\n\\c{d}\n```'],
    ['listings', '\\begin{lstlisting}[language=C]\nint a;\n\\end{lstlisting}', '```\nint a;\n```'],
    ['quotations', '\\begin{quote}a\n\nb\\end{quote}', '> a\n>\n> b'],
    ['centred text', '\\begin{center}a\\end{center}', 'a'],
    [
      'links',
      '\\href{https://a.example/b_c?d=1\\%20}{the \\emph{page}} \\url{https://e.example/~f}',
      '[the *page*](https://a.example/b_c?d=1%20) [https://e.example/\\~f](https://e.example/~f)',
    ],
    ['footnotes', 'a\\footnote{b} c', 'a[^1] c\n\n[^1]: b'],
    ['line ends', 'a\\\\b', 'a\\\nb'],
    ['spacing that means nothing here', '\\noindent a\\vspace{2mm} \\medskip b\\label{c}', 'a b'],
    [
      'macros',
      '\\newcommand{\\maxn}{10^5}\\newcommand\\pair[2]{(#1, #2)}\\def\\me{Ada}\\me: $n \\le \\maxn$, \\pair{a}{b}',
      'Ada: $n \\le 10^5$, (a, b)',
    ],
    [
      'macros that call themselves',
      '\\def\\a{x\\a}\\begin{itemize}\\item \\a\\end{itemize}',
      expect.stringContaining('xxxx') as unknown as string,
    ],
    ['a preamble', '\\documentclass{article}\\newcommand{\\x}{y}\\begin{document}a \\x\\end{document}', 'a y'],
  ])('%s', (_what, latex, markdown) => {
    expect(markdownOf(latex)).toEqual(markdown);
  });

  it('keeps what it does not know visible, and tells the author where it is', () => {
    const { markdown, notes } = convert('a\n\\mystery{b} c\n\\begin{odd}d\\end{odd}');
    expect(markdown).toBe('a \\\\mystery{b} c\n\n\\\\begin{odd}\n\nd\n\n\\\\end{odd}\n');
    expect(notes.map(({ where, message }) => [where.replace(/.*\//, ''), message])).toEqual([
      ['problem.en.tex:2', '\\mystery has no meaning here; it is shown as text'],
      ['problem.en.tex:3', '\\begin{odd} has no meaning here; it is shown as text'],
    ]);
  });

  it('shows the pictures that lie beside it, whatever their extension, and no others', () => {
    mkdirSync(join(folder.path, 'img'));
    for (const name of ['cat.png', 'img/dog.jpg']) writeFileSync(join(folder.path, name), '');
    symlinkSync('/etc/hostname', join(folder.path, 'out.png'));
    const { markdown, images, notes } = convert(
      '\\illustration{0.4}{cat}{A \\emph{cat}}\n\\begin{figure}\\includegraphics[width=3cm]{img/dog.jpg}\\caption{Dog}\\end{figure}' +
        '\\includegraphics{absent.png}\\includegraphics{out.png}\\includegraphics{../../etc/passwd}',
    );
    expect(markdown).toContain('![](cat.png)\n\nA *cat*\n\n![](img/dog.jpg)\n\nDog');
    expect(images.map(({ name }) => name)).toEqual(['cat.png', 'img/dog.jpg']);
    expect(notes.map(({ message }) => /"(.*)"/.exec(message)?.[1])).toEqual([
      'absent.png',
      'out.png',
      '../../etc/passwd',
    ]);
  });

  it('puts constants in, and samples where they belong if the page wants them there', () => {
    const latex = 'At most \\constant{n.tex}.\n\n\\nextsample\n\nNow \\constant{gone}:\n\\remainingsamples';
    const constants = { 'n.tex': '10_000' };
    expect(markdownOf(latex, { constants })).toBe('At most 10\\_000.\n\nNow {{gone}}:');
    expect(markdownOf(latex, { constants, keepsSamplePlaces: true })).toContain('{{nextsample}}\n\nNow');
  });

  it('may be in an old encoding', () => {
    expect(convert(Buffer.from('Gr\xfc\xdfe', 'latin1')).markdown).toBe('Grüße\n');
  });

  it('is converted in short time whatever it holds', async () => {
    const parts = [
      '{',
      '\\begin{itemize}\\item ',
      '\\begin{verbatim}',
      '\\verb|',
      '$',
      '\\[',
      '\\newcommand{\\a}',
      '\\item[',
      '`',
      ' ',
      '\\begin{tabular}{',
      '%',
      '\\text{$',
      '\\a',
      '&',
      '\\\\',
      '-',
    ];
    for (const part of parts) convert(part.repeat(Math.floor(400_000 / part.length)));
    convert(`${'\\newcommand{\\a}{\\a\\a}'}${'\\a'.repeat(100_000)}`);
    convert(`a${' '.repeat(400_000)}b`);
    expect(await faultOf((async () => convert('a'.repeat(600_000)))())).toContain('is longer than');
  });

  it('is converted without a fault whatever it holds', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '$',
        '$$',
        '\\',
        '\\\\',
        '&',
        '%',
        '#1',
        '\n',
        '\n\n',
        ' ',
        'word',
        '*',
        '_',
        '`',
        '|',
        '~',
      ],
      ...[
        '\\begin{itemize}',
        '\\end{itemize}',
        '\\item',
        '\\begin{tabular}{ll}',
        '\\end{tabular}',
        '\\begin{verbatim}',
        '\\end{verbatim}',
      ],
      ...[
        '\\textbf',
        '\\texttt',
        '\\verb|',
        '\\bf',
        '\\href',
        '\\includegraphics',
        '\\newcommand',
        '\\def',
        '\\a',
        '\\section',
        '\\footnote',
        '\\multicolumn',
      ],
      ...[
        '\\begin{document}',
        '\\end{document}',
        '\\begin{align}',
        '\\end{align}',
        "\\'",
        '\\illustration',
        '\\caption',
        '\\nextsample',
        '\\(',
        '\\]',
        '\uE000',
        '1',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof convert(pieces.join('')).markdown).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  it('loses none of its words', () => {
    const wrap = fc.constantFrom(
      ...[
        '\\textbf{W}',
        '{\\it W}',
        '\\begin{itemize}\\item W\\end{itemize}',
        '$W$',
        'W\n\n',
        '\\section{W}',
        '\\unknown{W}',
        '\\texttt{W}',
      ],
      ...[
        '\\begin{strange}W\\end{strange}',
        '\\footnote{W}',
        '\\begin{tabular}{l}W\\end{tabular}',
        '{W',
        '\\emph{W',
        '\\begin{center}W',
        '\\caption{W}',
      ],
    );
    const words = fc.array(fc.tuple(wrap, fc.stringMatching(/^[a-z]{5,8}$/)), { maxLength: 12 });
    fc.assert(
      fc.property(words, (pairs) => {
        const { markdown } = convert(pairs.map(([form, word]) => form.replace('W', word)).join(' '));
        for (const [, word] of pairs) expect(markdown).toContain(word);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('A statement in Markdown', () => {
  it('has its constants in place and no marks for samples, and names its pictures', () => {
    writeFileSync(join(folder.path, 'a b.png'), '');
    const text =
      '# T\n\n{{n}} of {{m}} ![x](a%20b.png) ![y](gone.png) [z](https://e.example)\n\n{{nextsample}}\n\n{{remainingsamples}}\n';
    const { markdown, images, notes } = convert(text, { constants: { n: '7' } }, 'markdown');
    expect(markdown.trim()).toBe('# T\n\n7 of {{m}} ![x](a%20b.png) ![y](gone.png) [z](https://e.example)');
    expect(images).toEqual([{ name: 'a b.png', hostPath: join(folder.path, 'a b.png') }]);
    expect(notes.map(({ message }) => message)).toEqual([
      'the picture "gone.png" is not there; add it beside the statement',
    ]);
  });
});
