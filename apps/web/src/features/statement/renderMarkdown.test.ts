import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './renderMarkdown.js';

describe('a statement written with bad intent', () => {
  it.each([
    ['a script element', '<script>alert(1)</script>', /<script|alert/],
    ['an inline script', 'text <script>alert(1)</script> text', /<script/],
    ['an event handler', '<img src=x onerror=alert(1)>', /onerror/],
    ['a handler on a block', '<div onclick="alert(1)">x</div>', /onclick/],
    ['an iframe', '<iframe src="https://example.com"></iframe>', /<iframe/],
    ['a style element', '<style>body{display:none}</style>', /<style/],
    ['a javascript: link', '[x](javascript:alert(1))', /javascript:/i],
    ['an encoded javascript: link', '[x](java&#x73;cript:alert(1))', /java\s*script:/i],
    ['a javascript: autolink', '<javascript:alert(1)>', /href/],
    ['a data: link', '[x](data:text/html;base64,PHNjcmlwdD4=)', /data:text/],
    ['a javascript: image', '![x](javascript:alert(1))', /javascript:/i],
    ['a javascript: link in a formula', '$\\href{javascript:alert(1)}{x}$', /<a |href=|<[^>]*javascript:/],
    ['a picture in a formula', '$\\includegraphics{https://example.com/x.png}$', /<img/],
    ['markup in a formula', '$\\text{<img src=x onerror=alert(1)>}$', /<img/],
    ['raw HTML through KaTeX', '$\\htmlData{x=1}{y}$', /data-x/],
  ])('loses %s', (_what, markdown, harmful) => {
    expect(renderMarkdown(markdown)).not.toMatch(harmful);
  });

  it('cannot make a formula huge or endless', () => {
    expect(renderMarkdown('$\\rule{999em}{999em}$')).not.toMatch(/[:"]999em/);
    expect(renderMarkdown('$\\def\\a{\\a\\a}\\a$')).toMatch(/katex-error/);
  });
});

describe('an ordinary statement', () => {
  it('keeps formulas, with MathML for screen readers', () => {
    const html = renderMarkdown('Given $n \\le 10^5$ numbers:\n\n$$\\sum_{i=1}^{n} a_i$$');
    expect(html).toMatch(/<math/);
    expect(html).toMatch(/katex-display/);
    expect(html).toMatch(/katex-html/);
  });

  it('finds its own images and files, and leaves other addresses alone', () => {
    const html = renderMarkdown(
      '![map](img/map.png) [data](./data.txt) [site](https://example.com/) [part](#part)',
      '/files/',
    );
    expect(html).toContain('src="/files/img/map.png"');
    expect(html).toContain('href="/files/data.txt"');
    expect(html).toContain('href="https://example.com/"');
    expect(html).toContain('href="#part"');
    expect(renderMarkdown('[x](javascript:alert(1)) ![x](data.png:1)', '/files/')).not.toMatch(/javascript:/i);
  });

  it('keeps tables, lists, code and links', () => {
    const html = renderMarkdown(
      '| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n```cpp\nint x;\n```\n\n[site](https://example.com)',
    );
    expect(html).toMatch(/<table>/);
    expect(html).toMatch(/<li>x<\/li>/);
    expect(html).toMatch(/language-cpp/);
    expect(html).toMatch(/href="https:\/\/example.com"/);
  });

  it('keeps footnotes whose links lead to them, under a prefix of their own', () => {
    const html = renderMarkdown('text[^root]\n\n[^root]: note');
    expect(html).toMatch(/href="#user-content-fn-root"/);
    expect(html).toMatch(/id="user-content-fn-root"/);
    expect(html).not.toMatch(/id="(?!user-content-|footnote-label")/);
  });

  it('keeps a full stop with the short formula before it', () => {
    expect(renderMarkdown('Print $a$. Then stop.')).toMatch(
      /<span class="nobreak"><span class="katex">.*<\/span>\.<\/span> Then/,
    );
  });

  it('shows the source of a formula that cannot be read, instead of failing', () => {
    expect(renderMarkdown('before $\\frac{1$ after')).toMatch(/before .*after/s);
  });
});
