/** Unsafe operations, input styles, threads and libraries: what the uses of names tell. */
import {
  type InputStyle,
  type Library,
  type Place,
  UNSAFE_KINDS,
  type UnsafeKind,
  type UnsafeOperation,
} from '../code-facts.js';
import type { LanguageProfile, NameTag } from '../languages/language-profile.js';
import type { Names, NameUse } from '../syntax/name-uses.js';
import type { Places } from '../syntax/source-text.js';
import { type SyntaxTree, textOf } from '../syntax/syntax-tree.js';

/** Facts of one kind beyond this many help nobody. */
const MAX_FACTS = 200;

/** Arguments that name a standard stream instead of a file. */
const STREAM =
  /^[([]\s*(?:(?:null|undefined)\s*,\s*\{\s*fd\s*:\s*)?(0|1|2|(['"`])\/dev\/(?:stdin|stdout|stderr|fd\/[012])\2|process\.std\w+\.fd|sys\.(?:std|__std)\w+\.fileno\(\))\s*[,)\]}]/;
const STDIN = /^[^,]*(?:\b0\b|stdin|fd\/0)/;

const STREAM_STYLES: Readonly<Record<string, string>> = {
  python: 'open(0)',
  pypy: 'open(0)',
  javascript: 'readFileSync(0)',
  typescript: 'readFileSync(0)',
};

export interface LibraryUses {
  unsafe: UnsafeOperation[];
  inputStyles: InputStyle[];
  threads: Place[];
}

export function libraryUsesOf(tree: SyntaxTree, profile: LanguageProfile, names: Names, places: Places): LibraryUses {
  const found: LibraryUses = { unsafe: [], inputStyles: [], threads: [] };
  const note = (tag: NameTag, what: string, offset: number) => {
    if (isUnsafe(tag)) found.unsafe.push({ kind: tag, what, ...places.at(offset) });
    else if (tag === 'thread') found.threads.push(places.at(offset));
    else if (tag.startsWith('input:') && !found.inputStyles.some(({ name }) => name === tag.slice(6))) {
      found.inputStyles.push({ name: tag.slice(6), ...places.at(offset) });
    }
  };
  for (const use of names.uses) {
    const tags = names.tagsOf(use.path, { isOwn: use.isOwn, isCall: use.args !== undefined });
    const stream = tags.includes('file') ? streamOf(tree, use) : undefined;
    if (stream === 'in') note(`input:${STREAM_STYLES[profile.id] ?? '/dev/stdin'}`, use.path, use.node.from);
    for (const tag of tags) if (tag !== 'file' || stream === undefined) note(tag, use.path, use.node.from);
  }
  for (const { library, node } of names.imports) {
    for (const tag of names.tagsOf(`<${library}>`)) note(tag, library, node.from);
  }
  for (const { name, from } of tree.nodes) {
    const meaning = profile.nodes.meanings?.[name];
    if (meaning) note(meaning.tag, meaning.what, from);
  }
  const main = profile.id === 'javascript' || profile.id === 'typescript' ? mainFunctionOf(tree) : undefined;
  if (main !== undefined && found.inputStyles.length === 0) note('input:main(input)', 'main', main);
  found.unsafe = withoutRepeats(found.unsafe).slice(0, MAX_FACTS);
  found.threads = found.threads.slice(0, MAX_FACTS);
  return found;
}

function isUnsafe(tag: NameTag): tag is UnsafeKind {
  return (UNSAFE_KINDS as readonly string[]).includes(tag);
}

/** A name that is called and then called on (`socket.socket().connect()`) is said once a place. */
function withoutRepeats(operations: UnsafeOperation[]): UnsafeOperation[] {
  const seen = new Set<string>();
  return operations.filter(({ kind, line, column }) => {
    const key = `${kind} ${line} ${column}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Whether an operation on files is given a standard stream: `open(0)`, `readFileSync('/dev/stdin')`. */
function streamOf(tree: SyntaxTree, { args }: NameUse): 'in' | 'out' | undefined {
  if (!args) return undefined;
  const text = tree.source.slice(args.from, Math.min(args.to, args.from + 200));
  if (STREAM.test(text)) return STDIN.test(text) ? 'in' : 'out';
  const name = /^\(\s*([A-Za-z_]\w*)\s*[,)]/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const assigned = new RegExp(`\\b${name}\\s*=[^;\\n]{0,120}/dev/stdin`);
  return assigned.test(tree.source) ? 'in' : undefined;
}

/** The seed's style: a function `main` at the top level that takes the input. */
function mainFunctionOf(tree: SyntaxTree): number | undefined {
  for (const node of tree.nodes) {
    if (node.name !== 'VariableDefinition' || textOf(tree, node) !== 'main') continue;
    const holder = node.parent;
    const isTop = holder?.parent?.name === 'Script' || holder?.parent?.name === 'ExportDeclaration';
    if (isTop && (holder?.name === 'FunctionDeclaration' || holder?.name === 'VariableDeclaration')) return holder.from;
  }
  return undefined;
}

export function librariesOf(profile: LanguageProfile, names: Names, places: Places): Library[] {
  const found = new Map<string, Library>();
  for (const { library, node } of names.imports) {
    if (found.has(library) || found.size >= MAX_FACTS) continue;
    found.set(library, { name: library, isStandard: profile.isStandardLibrary(library), ...places.at(node.from) });
  }
  return [...found.values()];
}
