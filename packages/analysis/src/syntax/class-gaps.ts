/**
 * Two habits within classes that C++'s grammar does not know, taken out at the same length:
 *
 *     void add(int x) { … };            the semicolon is too many
 *     Node *left = 0, *right = 0;       initialisers of all members but the last
 *
 * Braces are followed one by one; those in comments, strings and directives are passed over.
 */

const PARTS =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|(?<!\w)'(?:\\.|[^'\\\n])*'?|^[ \t]*#[^\n]*|[{}();,=[\]]/gm;
const CLASS_HEADER = /\b(?:struct|class|union)\b[^()=]*$/;
/** The `=` after it is no initialiser's. */
const OPERATOR = /\boperator[ \t]*[=!<>+*/%&|^-]*$/;
/** Characters that a header is looked for in. */
const MAX_HEADER = 500;

interface Brace {
  isClass: boolean;
  /** Follows a parameter list, so that nothing need follow it. */
  isBody: boolean;
}

export function withoutClassGaps(text: string): string {
  if (!/\b(?:struct|class)\b/.test(text)) return text;
  const cuts: { from: number; to: number }[] = [];
  const braces: Brace[] = [];
  /** Where the statement began, and the initialiser of a member in it. */
  let statementFrom = 0;
  let initialiserFrom: number | undefined;
  let depth = 0;
  let closedBody = -1;
  for (const { 0: part, index } of text.matchAll(PARTS)) {
    if (part.length > 1) continue;
    const isMember = depth === 0 && braces.at(-1)?.isClass === true;
    if (part === '(' || part === '[') depth++;
    else if (part === ')' || part === ']') depth = Math.max(0, depth - 1);
    else if (part === '=' && isMember && !OPERATOR.test(text.slice(Math.max(0, index - 20), index))) {
      initialiserFrom ??= index;
    } else if (part === ',' && isMember && initialiserFrom !== undefined) {
      cuts.push({ from: initialiserFrom, to: index });
      initialiserFrom = undefined;
    } else if (part === '{') {
      const header = text.slice(Math.max(statementFrom, index - MAX_HEADER), index);
      const isInClass = braces.at(-1)?.isClass === true;
      braces.push({
        isClass: depth === 0 && CLASS_HEADER.test(header),
        isBody: isInClass && initialiserFrom === undefined && header.includes(')'),
      });
      statementFrom = index + 1;
      initialiserFrom = undefined;
    } else if (part === '}') {
      if (braces.pop()?.isBody) closedBody = index;
      statementFrom = index + 1;
    } else if (part === ';') {
      if (closedBody !== -1 && text.slice(closedBody + 1, index).trim() === '')
        cuts.push({ from: index, to: index + 1 });
      closedBody = -1;
      statementFrom = index + 1;
      initialiserFrom = undefined;
    }
  }
  return withBlanks(text, cuts);
}

function withBlanks(text: string, cuts: readonly { from: number; to: number }[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to } of cuts) {
    pieces.push(text.slice(done, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    done = to;
  }
  return pieces.join('') + text.slice(done);
}
