/**
 * Allocations that the source shows: arrays of a stated size, and collections that
 * grow by an element a turn. What a library allocates inside is not seen.
 */
import type { Allocation } from '../code-facts.js';
import type { LanguageProfile } from '../languages/language-profile.js';
import type { Names } from '../syntax/name-uses.js';
import { constantsOf, numberOf, type Places } from '../syntax/source-text.js';
import type { SyntaxNode, SyntaxTree } from '../syntax/syntax-tree.js';
import type { LoopForest } from './loops.js';

const MAX_ALLOCATIONS = 200;
const MAX_SIZE_LENGTH = 200;
/** Of an element whose type the source does not say, in bytes. */
const USUAL_BYTES = 8;

const ELEMENT_BYTES: readonly [RegExp, number][] = [
  [
    /\b(?:char|bool|byte|u8|i8|uint8_t|int8_t|boolean|Int8Array|Uint8Array|Uint8ClampedArray|ArrayBuffer|bytearray|Buffer)\b/,
    1,
  ],
  [/\b(?:short|u16|i16|Int16Array|Uint16Array)\b/, 2],
  [/\b(?:long|double|u64|i64|f64|ll|int64|float64|Float64Array|BigInt64Array)\b/, 8],
  [/\b(?:int|float|u32|i32|f32|int32|Int32Array|Uint32Array|Float32Array)\b/, 4],
];

/** Calls that add an element, by the last part of their names. */
const GROWS: Readonly<Record<string, RegExp>> = {
  javascript: /^(push|unshift|set|add)$/,
  typescript: /^(push|unshift|set|add)$/,
  python: /^(append|appendleft|add|extend|insert|heappush)$/,
  cpp: /^(push_back|emplace_back|push|emplace|insert|push_front|append)$/,
  c: /^(realloc|malloc|calloc)$/,
  rust: /^(push|push_back|push_front|insert|push_str|extend)$/,
  java: /^(add|put|push|offer|append|addLast|addFirst)$/,
  go: /^append$/,
};

/** Calls that allocate as much as an argument says: name → which argument. */
const SIZED: Readonly<Record<string, number>> = {
  Array: 0,
  ArrayBuffer: 0,
  repeat: 0,
  alloc: 0,
  allocUnsafe: 0,
  bytearray: 0,
  malloc: 0,
  calloc: 0,
  realloc: 1,
  with_capacity: 0,
  reserve: 0,
  resize: 0,
  make: 1,
  'vec!': 0,
  assign: 0,
  ArrayList: 0,
  HashMap: 0,
  Memory: 0,
};

/** Go's `make` of a list with a size; channels and maps hold nothing yet. */
const MAKES_LIST = /^\s*\[\].*,/s;

export function allocationsOf(
  {
    tree,
    code,
    profile,
    names,
    places,
  }: { tree: SyntaxTree; code: string; profile: LanguageProfile; names: Names; places: Places },
  { loopAt }: LoopForest,
): Allocation[] {
  const constants = constantsOf(code);
  const found: Allocation[] = [];
  const add = (node: SyntaxNode, kind: Allocation['kind'], elementCount?: number) => {
    if (found.length >= MAX_ALLOCATIONS) return;
    const loopDepth = loopAt[node.index]?.depth ?? 0;
    const sized = elementCount === undefined ? {} : { elementCount, bytes: elementCount * elementBytes(code, node) };
    found.push({ kind, loopDepth, ...sized, ...places.at(node.from) });
  };
  const grows = GROWS[profile.id === 'pypy' ? 'python' : profile.id];
  for (const { path, args, node } of names.uses) {
    if (!args) continue;
    const last = path.slice(path.lastIndexOf('.') + 1);
    const repeats = loopAt[node.index] !== undefined;
    const position = SIZED[last] ?? (/^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/.test(last) ? 0 : undefined);
    if (position !== undefined) {
      const text = code.slice(args.from + 1, Math.min(args.to - 1, args.from + MAX_SIZE_LENGTH));
      if (last === 'make' && !MAKES_LIST.test(text)) continue;
      const isLiteral =
        last !== 'make' &&
        (text.trim() === '' || (last === 'Array' && text.includes(',')) || /^\s*(?:_|function|\[)/.test(text));
      if (!isLiteral) add(node, 'sized', numberOf(sizeIn(last, text, position), constants));
    } else if (repeats && grows?.test(last)) add(node, 'growing');
  }
  for (const node of tree.nodes) {
    const size = sizeOfNode(node, code, profile);
    if (size !== undefined) add(node, 'sized', productOf(size, constants));
  }
  return found.sort((one, other) => one.line - other.line || one.column - other.column);
}

function elementBytes(code: string, { from, parent }: SyntaxNode): number {
  const before = code.slice(Math.max(parent?.from ?? from, from - 60), from + 60);
  return ELEMENT_BYTES.find(([pattern]) => pattern.test(before))?.[1] ?? USUAL_BYTES;
}

function sizeIn(name: string, text: string, position: number): string {
  if (name === 'vec!') return text.split(';')[1] ?? '';
  const parts = text.split(',');
  if (name === 'calloc') return `${parts[0]}*${parts[1] ?? 1}`;
  if (name === 'malloc') return text.replace(/sizeof\s*\([^)]*\)/, '1');
  return parts[position] ?? '';
}

/** The factors of an allocation that a construct of the language makes; undefined for other nodes. */
function sizeOfNode(node: SyntaxNode, code: string, profile: LanguageProfile): string[] | undefined {
  const text = () => code.slice(node.from, Math.min(node.to, node.from + MAX_SIZE_LENGTH));
  const isC = profile.id === 'c' || profile.id === 'cpp';
  if (isC && node.name === 'ArrayDeclarator' && node.parent?.name !== 'ArrayDeclarator') {
    if (/Parameter/.test(node.parent?.name ?? '')) return undefined;
    return bracketed(text());
  }
  if (isC && node.name === 'NewExpression' && text().includes('[')) return bracketed(text());
  if (profile.id === 'cpp' && node.name === 'Declaration') return vectorSize(text());
  if (profile.id === 'java' && node.name === 'ArrayCreationExpression' && !text().includes('{'))
    return bracketed(text());
  if (profile.id === 'go' && node.name === 'ArrayType' && node.parent?.name === 'VarSpec') return bracketed(text());
  if (profile.id === 'rust' && node.name === 'ArrayExpression' && text().includes(';'))
    return [/;\s*([^\]]*)\]/.exec(text())?.[1] ?? ''];
  const isList =
    profile.id === 'python' && node.name === 'BinaryExpression' && node.children[0]?.name === 'ArrayExpression';
  if (isList && node.children[1] && code[node.children[1].from] === '*')
    return [code.slice(node.children[1].to, node.to)];
  return undefined;
}

function bracketed(text: string): string[] | undefined {
  const factors = [...text.matchAll(/\[([^\]]*)\]/g)]
    .map(([, factor]) => factor ?? '')
    .filter((factor) => factor.trim() !== '');
  return factors.length > 0 ? factors : undefined;
}

/** `vector<int> v(n)` and `vector<vector<int>> v(n, vector<int>(m))`, read as text: the grammar may take it for a function. */
function vectorSize(text: string): string[] | undefined {
  const sized =
    /^(?:static\s+)?(?:std\s*::\s*)?(?:vector|string|valarray)\b[^(=;]*\w\s*\(\s*([^,()]+)(?:,\s*(?:std\s*::\s*)?vector\s*<[^(]*\(\s*([^,()]+))?/.exec(
      text,
    );
  if (!sized?.[1] || /\b(?:begin|end|const|int|vector|&)\b|&/.test(sized[1])) return undefined;
  return sized[2] === undefined ? [sized[1]] : [sized[1], sized[2]];
}

function productOf(factors: readonly string[], constants: ReadonlyMap<string, number>): number | undefined {
  let product = 1;
  for (const factor of factors) {
    const value = numberOf(factor, constants);
    if (value === undefined) return undefined;
    product *= value;
  }
  return product;
}
