/**
 * Tells whether a JavaScript program leaves it to us to call its `main(input)`.
 *
 * True only when all of these hold:
 *   - at top level it declares `main` as a function with at least one parameter
 *   - nothing outside main's own body refers to `main`, except an export
 *   - nothing touches standard input by itself (`stdin`, `readline`, fs reads)
 *
 * Works on text, since a parser would be needed on every compile: comments and
 * the contents of strings, templates and regular expressions are blanked first,
 * with the nesting depth of each character kept. A wrong guess costs a program
 * its call of main, never its isolation.
 */
'use strict';

const REGEX_MAY_FOLLOW_WORD = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await)$/;

/** The end (exclusive) of a quoted string, regular expression or comment that begins at `from`. */
function endOfQuoted(code, from, quote) {
  let inClass = false;
  for (let at = from + 1; at < code.length; at++) {
    const character = code[at];
    if (character === '\\') at++;
    else if (character === '\n') return at;
    else if (quote === '/' && character === '[') inClass = true;
    else if (quote === '/' && character === ']') inClass = false;
    else if (character === quote && !inClass) return at + 1;
  }
  return code.length;
}

/** Whether a slash after `before` begins a regular expression rather than divides. */
function slashBeginsRegex(before) {
  const text = before.trimEnd();
  if (text === '' || REGEX_MAY_FOLLOW_WORD.test(text.slice(-12))) return true;
  return /[([{,;=:!&|?+\-*%<>~^}]$/.test(text);
}

/**
 * Blanks what is not code.
 *
 * @returns `text`, as long as `code`, with blanks for comments and quoted contents; `uncommented`,
 *   with blanks for comments only; `depth[i]`, the number of brackets open around character i
 */
function skeletonOf(code) {
  const text = [];
  const uncommented = [];
  const depth = [];
  const templates = []; // depth at which each open `${` was met
  let level = 0;
  let at = 0;
  const put = (shown, whole) => {
    for (let index = 0; index < shown.length; index++) {
      text.push(shown[index]);
      uncommented.push(whole[index]);
      depth.push(level);
    }
    at += shown.length;
  };
  const blankTo = (end, isComment = false) => {
    const whole = code.slice(at, end);
    const blank = whole.replace(/[^\n]/g, ' ');
    put(blank, isComment ? blank : whole);
  };
  const template = () => {
    let end = at + 1;
    while (end < code.length && code[end] !== '`' && !(code[end] === '$' && code[end + 1] === '{')) {
      end += code[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, code.length);
    if (code[end] === '$') {
      blankTo(end + 2);
      level++;
      templates.push(level);
    } else {
      blankTo(Math.min(end + 1, code.length));
    }
  };
  while (at < code.length) {
    const character = code[at];
    const next = code[at + 1];
    if (character === '/' && next === '/') {
      const end = code.indexOf('\n', at);
      blankTo(end < 0 ? code.length : end, true);
    } else if (character === '/' && next === '*') {
      const end = code.indexOf('*/', at + 2);
      blankTo(end < 0 ? code.length : end + 2, true);
    } else if (character === '"' || character === "'") {
      blankTo(endOfQuoted(code, at, character));
    } else if (character === '`') {
      template();
    } else if (character === '/' && slashBeginsRegex(text.slice(-200).join(''))) {
      blankTo(endOfQuoted(code, at, '/'));
    } else if (character === '}' && templates.length > 0 && templates[templates.length - 1] === level) {
      templates.pop();
      level--;
      template();
    } else {
      if (/[)\]}]/.test(character)) level = Math.max(0, level - 1);
      put(character, character);
      if (/[([{]/.test(character)) level++;
    }
  }
  return { text: text.join(''), uncommented: uncommented.join(''), depth };
}

/** The place just after the bracket that closes the one at `open`. */
function afterClosing(skeleton, open) {
  const level = skeleton.depth[open];
  for (let at = open + 1; at < skeleton.text.length; at++) {
    if (skeleton.depth[at] === level && /[)\]}]/.test(skeleton.text[at])) return at + 1;
  }
  return skeleton.text.length;
}

/** `{from, to}` of the declaration of main with its body, or undefined when there is none with a parameter. */
function declarationOfMain(skeleton) {
  const { text, depth } = skeleton;
  const asFunction = /(?<![\w$.])function\s+main\s*(?=\()/g;
  const asVariable = /(?<![\w$.])main\s*=\s*(?:async\b\s*)?(?:function\b\s*[\w$]*\s*)?(?=[\w$(])/g;
  for (const pattern of [asFunction, asVariable]) {
    for (const match of text.matchAll(pattern)) {
      if (depth[match.index] !== 0) continue;
      const before = text.slice(0, match.index).trimEnd();
      if (pattern === asFunction && /[=(,:[!&|?+\-*/%<>~^]$/.test(before)) continue;
      const open = match.index + match[0].length;
      const single = text[open] === '(' ? null : /^[\w$]+\s*(?==>)/.exec(text.slice(open));
      if (text[open] !== '(' && !single) continue;
      const after = single ? open + single[0].length : afterClosing(skeleton, open);
      if (!single && text.slice(open + 1, after - 1).trim() === '') continue;
      const body = /^\s*(?:=>)?\s*\{/.exec(text.slice(after));
      return { from: match.index, to: body ? afterClosing(skeleton, after + body[0].length - 1) : after };
    }
  }
  return undefined;
}

/** Names count in code, paths and modules in strings: '/dev/stdin'. */
function touchesStdin({ text, uncommented }) {
  const inCode = /(?<![\w$])(?:stdin|readline|readFileSync|readSync|createReadStream|openSync)(?![\w$])/.test(text);
  const inString = /['"`](?:node:)?(?:readline|readline\/promises|\/dev\/stdin|\/proc\/self\/fd\/0)['"`]/;
  return inCode || inString.test(uncommented);
}

/** Whether `main` is used in `text`: not where it is declared without a value, exported, or the key of an object. */
function usesMain(text) {
  const rest = text
    .replace(/(?<![\w$.])(?:let|var)\s+main\s*(?=[;\n])/g, ' ')
    .replace(/(?:module\.)?exports(?:\.\w+)?\s*=\s*(?:main\b|\{[^}]*\})/g, ' ')
    .replace(/\bexport\s*(?:default\s+main\b|\{[^}]*\})/g, ' ');
  return /(?<![\w$.])main(?![\w$]|\s*:)|\?\s*main\s*:/.test(rest);
}

function leavesMainToUs(code) {
  const skeleton = skeletonOf(code);
  const declaration = declarationOfMain(skeleton);
  if (!declaration || touchesStdin(skeleton)) return false;
  const { text } = skeleton;
  return !usesMain(text.slice(0, declaration.from)) && !usesMain(text.slice(declaration.to));
}

module.exports = { leavesMainToUs, skeletonOf };
