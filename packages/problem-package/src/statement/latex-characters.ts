/** Characters that LaTeX writes as commands. */

export const CHARACTERS: Readonly<Record<string, string>> = {
  ...{ ldots: '…', dots: '…', textellipsis: '…', textendash: '–', textemdash: '—', textbackslash: '\\' },
  ...{ textasciitilde: '~', textasciicircum: '^', textunderscore: '_', textbar: '|', textless: '<', textgreater: '>' },
  ...{ textdollar: '$', textquotedbl: '"', textquotesingle: "'", textbraceleft: '{', textbraceright: '}', lbrace: '{' },
  ...{ textquoteleft: '‘', textquoteright: '’', textquotedblleft: '“', textquotedblright: '”', rbrace: '}', lq: '‘' },
  ...{
    guillemotleft: '«',
    guillemotright: '»',
    quotedblbase: '„',
    textbullet: '•',
    textdegree: '°',
    degree: '°',
    rq: '’',
  },
  ...{ copyright: '©', textcopyright: '©', texttrademark: '™', textregistered: '®', S: '§', P: '¶', pounds: '£' },
  ...{ euro: '€', EUR: '€', texteuro: '€', dag: '†', ddag: '‡', ss: 'ß', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å' },
  ...{ AA: 'Å', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', i: 'ı', j: 'ȷ', dh: 'ð', th: 'þ', TeX: 'TeX', LaTeX: 'LaTeX' },
  ...{ quad: ' ', qquad: ' ', space: ' ', enspace: ' ', thinspace: '\u202f', slash: '/', textperiodcentered: '·' },
  ...{ ' ': ' ', '\n': ' ', '\t': ' ', ',': '\u202f', ';': ' ', ':': ' ', '!': '', '-': '', '/': '', '@': '' },
  ...{ '%': '%', '&': '&', '#': '#', _: '_', $: '$', '{': '{', '}': '}', '"': '"' },
};

/** Commands that put a mark on the letter after them, as combining characters. */
export const ACCENTS: Readonly<Record<string, string>> = {
  ...{ '`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '=': '\u0304', u: '\u0306', '.': '\u0307' },
  ...{ '"': '\u0308', r: '\u030a', H: '\u030b', v: '\u030c', c: '\u0327', k: '\u0328', d: '\u0323', b: '\u0331' },
};

/** `letter` with a mark, as one character where there is one. */
export function accented(letter: string, accent: string): string {
  const base = letter.replace(/^\\([ij])$/, '$1') || ' ';
  return (base.slice(0, 1) + accent + base.slice(1)).normalize('NFC');
}

/** Signs that stand for themselves in LaTeX, as typesetters write them. */
export function typeset(text: string): string {
  return text
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
    .replace(/<</g, '«')
    .replace(/>>/g, '»')
    .replace(/`/g, '‘')
    .replace(/~/g, '\u00a0');
}
