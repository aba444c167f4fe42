/** Rust: the standard library only; no crate is there to be used. */
import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import { childrenNamed, type FunctionHead, type Imported, type LanguageProfile, textsOf } from './language-profile.js';

const OWN = new Set(['std', 'core', 'alloc', 'crate', 'self', 'super', 'proc_macro']);
const rootOf = (name: string): string => name.split('.')[0] ?? name;

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  const params = childrenNamed(childNamed(node, 'ParamList'), 'Parameter');
  const head: FunctionHead = { paramCount: params.length };
  const own = node.name === 'FunctionItem' ? childNamed(node, 'BoundIdentifier') : undefined;
  if (own) head.name = textOf(tree, own);
  return head;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) {
    if (node.name === 'ExternCrateDeclaration') {
      const library = textOf(tree, childNamed(node, 'BoundIdentifier') ?? node);
      found.push({ node, library, local: library, path: library });
    }
    if (node.name !== 'UseDeclaration' || node.to - node.from > 4_000) continue;
    const words = textOf(tree, node)
      .replace(/^use\s+|;$/g, '')
      .replace(/\s+/g, ' ');
    for (const { local, path } of useTree(words)) found.push({ node, library: rootOf(path), local, path });
  }
  return found;
}

/** `std::io::{self, Read as R, *}` as names and what they stand for; braces may nest. */
function useTree(words: string): { local: string; path: string }[] {
  const found: { local: string; path: string }[] = [];
  const prefixes: string[] = [''];
  for (const [, opening, closing, part] of words.matchAll(/([\w:\s]*\{)|(\})|([^,{}]+)/g)) {
    const prefix = prefixes.at(-1) ?? '';
    if (opening !== undefined) prefixes.push(prefix + opening.slice(0, -1).trim());
    else if (closing !== undefined) prefixes.pop();
    else {
      const [name = '', alias] = (part ?? '').trim().split(' as ');
      const path = (name === 'self' ? prefix : prefix + name).replace(/::$/, '').replaceAll('::', '.');
      if (path !== '') found.push({ path, local: alias?.trim() ?? path.split('.').at(-1) ?? path });
    }
  }
  return found;
}

function definedNames(tree: SyntaxTree): Set<string> {
  const names = textsOf(tree, 'BoundIdentifier');
  for (const { local } of importsOf(tree)) if (local) names.delete(local);
  return names;
}

export const rust: LanguageProfile = {
  id: 'rust',
  loadParser: async () => (await import('@lezer/rust')).parser,
  nodes: {
    loops: { ForExpression: 'each', WhileExpression: 'while', LoopExpression: 'endless' },
    functions: ['FunctionItem', 'ClosureExpression'],
    calls: { CallExpression: 'ArgList', MacroInvocation: 'ParenthesizedTokens' },
    members: ['FieldExpression', 'ScopedIdentifier', 'ScopedTypeIdentifier'],
    identifiers: ['Identifier', 'TypeIdentifier'],
    imports: ['UseDeclaration', 'ExternCrateDeclaration'],
    strings: ['String', 'RawString', 'Char'],
    comments: ['LineComment', 'BlockComment'],
    meanings: { ForeignModItem: { tag: 'native', what: 'extern' } },
  },
  iterators: 'map for_each filter fold any all find position flat_map filter_map take_while skip_while max_by min_by',
  mayOmitArguments: false,
  headOf,
  importsOf,
  aliasesOf: () => [],
  definedNames,
  isStandardLibrary: (name) => OWN.has(rootOf(name)),
  isInBrowser: (name) => OWN.has(rootOf(name)),
  neutralPrefixes: [],
  names: {
    file: 'std.fs.* std.fs File std.os.* std.env.set_current_dir std.path.Path.exists',
    network: 'std.net.* std.net std.os.unix.net.*',
    process: 'std.process.Command std.process.Command.* std.process.Child std.process.abort Command.new',
    native: 'asm! global_asm! llvm_asm! std.arch.* core.arch.* std.ffi.CString std.ffi.CStr libc.* std.mem.transmute',
    thread: 'std.thread.* std.thread std.sync.mpsc.* rayon.*',
    sort: '.sort .sort_by .sort_by_key .sort_unstable .sort_unstable_by .sort_unstable_by_key',
    linear: '',
    'input:io::stdin': 'std.io.stdin std.io.stdin.* std.io.Stdin std.io.read_to_string std.io.StdinLock',
  },
  differences: [
    {
      pattern: /\busize\s*::\s*(MAX|BITS)\b|\bisize\s*::\s*(MAX|MIN|BITS)\b|\bas\s+[iu]size\s*\*/,
      sentence: 'counts on the size of usize, 32 bits in the browser',
    },
  ],
};
