/**
 * Uses of names: every call and every mention of something that isn't the
 * program's own, by the full path of what it means. `from os import system as s`
 * makes `s('ls')` a use of `os.system`; `const { exec } = require('child_process')`
 * makes `exec()` one of `child_process.exec`.
 */
import type { Imported, LanguageProfile, NameTag } from '../languages/language-profile.js';
import { childNamed, type SyntaxNode, type SyntaxTree } from './syntax-tree.js';

/** Longer paths are no names. Bounds the work on `a.b.c.d...`. */
const MAX_PATH_LENGTH = 160;

export interface NameUse {
  /** With dots; as written when nothing is known of its first part. */
  path: string;
  /** Its first part is declared by the program itself, so the library can't be meant. */
  isOwn: boolean;
  node: SyntaxNode;
  /** Of a call. */
  args?: SyntaxNode;
}

/** A path with dots of `a::b`, `a->b`, `a?.["b"]`, `f().g` and `require('m').f`; undefined where it is none. */
function pathOf(text: string): string | undefined {
  if (text.length > MAX_PATH_LENGTH) return undefined;
  const path = text
    .replace(/^(?:new|await|co_await)\s+/, '')
    .replace(/\b(?:require|__import__)\(\s*['"`](?:node:)?([\w/.]+)['"`]\s*\)/, (_all, module: string) => module)
    .replace(/\s+/g, '')
    .replace(/::<[^>]*>/g, '')
    .replace(/\?*\.?\[(['"`])(\w+)\1\]/g, '.$2')
    .replace(/\?\.|::|->/g, '.')
    .replaceAll('()', '')
    .replace(/^\./, '');
  return /^[\w$/]+(?:\.[\w$]+)*!?$/.test(path) ? path : undefined;
}

export class Names {
  readonly uses: NameUse[] = [];
  readonly imports: Imported[];
  readonly #profile: LanguageProfile;
  readonly #bindings = new Map<string, string>();
  readonly #defined: Set<string>;
  readonly #includes: Set<string>;
  readonly #meanings: { exact: Map<string, Meaning[]>; begins: { prefix: string; meaning: Meaning }[] };

  constructor(tree: SyntaxTree, profile: LanguageProfile) {
    this.#profile = profile;
    this.imports = profile.importsOf(tree);
    this.#includes = new Set(this.imports.map(({ library }) => library));
    this.#defined = profile.definedNames(tree);
    for (const { local, path } of [...profile.aliasesOf(tree), ...this.imports]) {
      const resolved = pathOf(path) ?? path;
      if (local !== undefined && local !== resolved) this.#bindings.set(local, resolved);
      if (local !== undefined) this.#defined.delete(local);
    }
    this.#meanings = meaningsOf(profile);
    this.#collect(tree);
  }

  /** What the library's name means, in every sense that it has. */
  tagsOf(path: string, { isOwn = false, isCall = false } = {}): NameTag[] {
    const found = new Set<NameTag>();
    const add = (meanings: Meaning[] | undefined) => {
      for (const { tag, headers } of meanings ?? []) {
        if (!headers || headers.some((header) => this.#includes.has(header))) found.add(tag);
      }
    };
    if (isCall && path.includes('.')) add(this.#meanings.exact.get(path.slice(path.lastIndexOf('.'))));
    if (isOwn) return [...found];
    add(this.#meanings.exact.get(path));
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      add(this.#meanings.exact.get(`${path.slice(0, dot)}.*`));
    }
    for (const { prefix, meaning } of this.#meanings.begins) if (path.startsWith(prefix)) add([meaning]);
    return [...found];
  }

  #collect(tree: SyntaxTree): void {
    const { calls, members, identifiers, imports } = this.#profile.nodes;
    let skippedBefore = 0;
    let importsEnd = 0;
    for (const node of tree.nodes) {
      if (imports.includes(node.name)) importsEnd = Math.max(importsEnd, node.end);
      if (node.index < importsEnd) continue;
      const argumentsName = calls[node.name];
      if (argumentsName !== undefined) {
        const args = childNamed(node, argumentsName, 'BracketedTokens', 'BracedTokens');
        if (!args) continue;
        const begin = calleeBegin(node);
        const callee = tree.source.slice(begin, Math.min(args.from, begin + MAX_PATH_LENGTH + 20));
        const path = pathOf(callee) ?? methodOf(tree, args);
        if (path === undefined) continue;
        this.#add(path, node, args);
        if (pathOf(callee) !== undefined) skippedBefore = Math.max(skippedBefore, args.index);
        continue;
      }
      if (node.index < skippedBefore || !(members.includes(node.name) || identifiers.includes(node.name))) continue;
      const path = node.to - node.from > MAX_PATH_LENGTH ? undefined : pathOf(tree.source.slice(node.from, node.to));
      if (path === undefined) continue;
      skippedBefore = node.end;
      this.#add(path, node);
    }
  }

  #add(written: string, node: SyntaxNode, args?: SyntaxNode): void {
    let path = this.#withoutNeutral(written);
    let isBound = false;
    for (let round = 0; round < 3; round++) {
      const [first = ''] = path.split('.', 1);
      const target = this.#bindings.get(first);
      if (target === undefined || target.split('.', 1)[0] === first) {
        isBound ||= target !== undefined;
        if (target !== undefined && target !== first) path = target + path.slice(first.length);
        break;
      }
      isBound = true;
      path = this.#withoutNeutral(target + path.slice(first.length));
    }
    const isOwn = !isBound && this.#defined.has(path.split('.', 1)[0] ?? '');
    this.uses.push({ path, isOwn, node, ...(args ? { args } : {}) });
  }

  #withoutNeutral(path: string): string {
    const prefix = this.#profile.neutralPrefixes.find((neutral) => path.startsWith(neutral));
    return prefix === undefined ? path : path.slice(prefix.length);
  }
}

/** Where what is called begins: Go's grammar reads `f(1) + g(2)` as a call of `f(1) + g`. */
function calleeBegin({ children: [callee], from }: SyntaxNode): number {
  const last = callee?.name === 'BinaryExp' ? callee.children.at(-1) : undefined;
  return last?.from ?? from;
}

/** Of a call on something that isn't a path, `f(x)[0].map(...)`, the method: `?.map`. */
function methodOf(tree: SyntaxTree, args: SyntaxNode): string | undefined {
  const before = tree.source.slice(Math.max(0, args.from - 60), args.from);
  const match = /[.>]\s*(\w+)\s*(?:::<[^>]*>)?$/.exec(before);
  return match?.[1] === undefined ? undefined : `_.${match[1]}`;
}

interface Meaning {
  tag: NameTag;
  headers?: string[];
}

function meaningsOf(profile: LanguageProfile) {
  const exact = new Map<string, Meaning[]>();
  const begins: { prefix: string; meaning: Meaning }[] = [];
  for (const [tag, words] of Object.entries(profile.names) as [NameTag, string][]) {
    for (const word of words.split(/\s+/).filter((part) => part !== '')) {
      const [name = '', headers] = word.split('@');
      const meaning: Meaning = headers === undefined ? { tag } : { tag, headers: headers.split(',') };
      if (/\w\*$/.test(name)) begins.push({ prefix: name.slice(0, -1), meaning });
      else exact.set(name, [...(exact.get(name) ?? []), meaning]);
    }
  }
  return { exact, begins };
}
