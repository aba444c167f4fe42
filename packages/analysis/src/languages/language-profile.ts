/**
 * What the readers of facts must know of a language: how its grammar calls things,
 * and what its library's names mean. A new language is a new profile.
 */
import type { Parser } from '@lezer/common';
import type { LoopKind } from '../code-facts.js';
import type { SyntaxNode, SyntaxTree } from '../syntax/syntax-tree.js';

/**
 * What a name of the library means. `input:NAME` is a way to read the input,
 * `linear` and `sort` say what a call costs beside the loops that are written,
 * `thread` starts one, `differs` is known to go another way in the browser.
 */
export type NameTag =
  | 'file'
  | 'network'
  | 'process'
  | 'native'
  | 'eval'
  | 'thread'
  | 'linear'
  | 'sort'
  | 'differs'
  | `input:${string}`;

export interface ImportedName {
  /** Absent when nothing is bound by the import. */
  local?: string;
  /** With dots, whatever the language writes: `os.system`, `std.fs`, `java.io.File`. */
  path: string;
}

export interface Imported extends ImportedName {
  library: string;
  node: SyntaxNode;
}

export interface FunctionHead {
  /** Absent for one that nothing can call by name. */
  name?: string;
  paramCount: number;
  firstParam?: string;
}

export interface LanguageProfile {
  id: string;
  loadParser: () => Promise<Parser>;
  /** Names of nodes, as the grammar has them. */
  nodes: {
    loops: Readonly<Record<string, LoopKind>>;
    functions: readonly string[];
    /** Of a call → the node of its arguments. */
    calls: Readonly<Record<string, string>>;
    members: readonly string[];
    identifiers: readonly string[];
    /** Subtrees in which names are not uses: imports. */
    imports: readonly string[];
    strings: readonly string[];
    comments: readonly string[];
    /** Constructs that are a use by themselves, such as Go's `go` statement. */
    meanings?: Readonly<Record<string, { tag: NameTag; what: string }>>;
  };
  /** Calls that run a function given to them again and again: the last part of their names. */
  iterators: string;
  /** How many arguments may be left out of a call of one's own functions. */
  mayOmitArguments: boolean;
  headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead;
  /** Imports, and names that stand for other names (`const read = process.stdin.read`). */
  importsOf(tree: SyntaxTree): Imported[];
  aliasesOf(tree: SyntaxTree): ImportedName[];
  /** Names that the program declares; a library's name that is declared anew is no longer the library's. */
  definedNames(tree: SyntaxTree): Set<string>;
  isStandardLibrary(name: string): boolean;
  /** Libraries that the browser's engine of this language lacks; absent: there is no such engine. */
  isInBrowser?(name: string): boolean;
  /**
   * By tag, words apart by blanks: `os.system`; `subprocess.*` all below it; `os.exec*` all that begin so;
   * `.sort` a method of anything; `asm!` a macro; `<netdb.h>` an include; `connect@sys/socket.h` only with that include.
   */
  names: Readonly<Partial<Record<NameTag, string>>>;
  /** Path prefixes that mean nothing: `std.`, `globalThis.` */
  neutralPrefixes: readonly string[];
  /** Further differences in the browser, each a pattern in the code (comments and strings left out) and a sentence. */
  differences?: readonly { pattern: RegExp; sentence: string }[];
}

/** Children by name, for nodes that hold lists. */
export function childrenNamed(node: SyntaxNode | undefined, ...names: string[]): SyntaxNode[] {
  return node?.children.filter((child) => names.includes(child.name)) ?? [];
}

/** Texts of all nodes of some names, such as those of definitions. */
export function textsOf(tree: SyntaxTree, ...names: string[]): Set<string> {
  const texts = new Set<string>();
  for (const node of tree.nodes) if (names.includes(node.name)) texts.add(tree.source.slice(node.from, node.to));
  return texts;
}

/** `'fs'`, `"fs"` or `` `fs` `` without its quotes. */
export function unquoted(text: string): string {
  return text.replace(/^['"`<]|['"`>]$/g, '');
}
