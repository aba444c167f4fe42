/** Formulas: TeX for KaTeX, in dollars. */

/** Environments that are a formula of their own, as ones that may stand in a formula. */
export const MATH_ENVIRONMENTS: Readonly<Record<string, string>> = {
  ...{
    equation: '',
    displaymath: '',
    math: '',
    multline: '',
    align: 'aligned',
    aligned: 'aligned',
    gather: 'gathered',
  },
  ...{
    eqnarray: 'aligned',
    flalign: 'aligned',
    alignat: 'aligned',
    gathered: 'gathered',
    cases: 'cases',
    array: 'array',
  },
  ...{ matrix: 'matrix', pmatrix: 'pmatrix', bmatrix: 'bmatrix', vmatrix: 'vmatrix', split: 'split' },
};

export function mathOf(tex: string, isDisplay: boolean): string {
  const formula = withoutDollars(tex)
    .replace(/\\(?:label|tag)\{[^{}]*\}/g, '')
    .replace(/\\(?:mbox|hbox|textnormal)(?![A-Za-z])/g, '\\text')
    .replace(/\\ensuremath(?![A-Za-z])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (formula === '') return '';
  return isDisplay ? `\n\n$$\n${formula}\n$$\n\n` : `$${formula}$`;
}

/** `\text{if $x$}` is `\text{if }x\text{}`: dollars would end the formula in Markdown. */
function withoutDollars(tex: string): string {
  const texts = /\\(?:text|mbox|hbox|textnormal|textrm)\s?\{([^{}]{0,2000})\}/g;
  const opened = tex.replace(texts, (whole, words: string) => {
    const parts = words.split(/(?<!\\)\$/);
    if (parts.length === 1) return whole;
    return parts.map((part, index) => (index % 2 === 1 ? part : part && `\\text{${part}}`)).join('');
  });
  return opened.replace(/(?<!\\)\$/g, '');
}
