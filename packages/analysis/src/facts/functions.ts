/** The program's own functions and which of them call which: recursion, direct and by way of others. */
import type { Recursion } from '../code-facts.js';
import type { LanguageProfile } from '../languages/language-profile.js';
import type { Names } from '../syntax/name-uses.js';
import type { Places } from '../syntax/source-text.js';
import type { SyntaxNode, SyntaxTree } from '../syntax/syntax-tree.js';
import type { PlacedLoop } from './loops.js';

export interface ProgramFunction {
  name: string;
  node: SyntaxNode;
  paramCount: number;
  firstParam: string | undefined;
}

export interface CallSite {
  /** Undefined at the top level. */
  from: ProgramFunction | undefined;
  to: ProgramFunction;
  node: SyntaxNode;
  args: SyntaxNode;
  loop: PlacedLoop | undefined;
}

/** Methods that are called on anything: not a call of one's own method of that name. */
const EVERYDAY = new Set(
  (
    'add push pop get set size insert remove contains clear append put find length toString equals compare compareTo run ' +
    'write read print println close next min max sort begin end empty top front back at has delete keys values update index ' +
    'count first last peek poll offer join split format call apply bind main start stop init hashCode clone map filter reduce'
  ).split(' '),
);

export function functionsOf(tree: SyntaxTree, profile: LanguageProfile): Map<SyntaxNode, ProgramFunction> {
  const found = new Map<SyntaxNode, ProgramFunction>();
  for (const node of tree.nodes) {
    if (!profile.nodes.functions.includes(node.name)) continue;
    const { name, paramCount, firstParam } = profile.headOf(tree, node);
    if (name !== undefined && name !== '') found.set(node, { name, node, paramCount, firstParam });
  }
  return found;
}

export function callSitesOf(
  names: Names,
  profile: LanguageProfile,
  functions: ReadonlyMap<SyntaxNode, ProgramFunction>,
  at: { functionAt: readonly (ProgramFunction | undefined)[]; loopAt: readonly (PlacedLoop | undefined)[] },
  tree: SyntaxTree,
): CallSite[] {
  const byName = new Map<string, ProgramFunction[]>();
  for (const own of functions.values()) {
    const same = byName.get(own.name);
    if (same) same.push(own);
    else byName.set(own.name, [own]);
  }
  const sites: CallSite[] = [];
  for (const { path, args, node } of names.uses) {
    if (!args) continue;
    const from = at.functionAt[node.index];
    const to = targetOf(path, args, from, byName, profile, tree);
    if (to) sites.push({ from, to, node, args, loop: at.loopAt[node.index] });
  }
  return sites;
}

function targetOf(
  path: string,
  args: SyntaxNode,
  from: ProgramFunction | undefined,
  byName: ReadonlyMap<string, ProgramFunction[]>,
  profile: LanguageProfile,
  tree: SyntaxTree,
): ProgramFunction | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  // `auto dfs = [&](auto self, int u) { self(self, v); }`
  if (from?.firstParam !== undefined && path === from.firstParam) {
    const first = args.children.find((child) => /Identifier|Name$/.test(child.name));
    return first && tree.source.slice(first.from, first.to) === path ? from : undefined;
  }
  const candidates = byName.get(name)?.slice(0, 20);
  if (!candidates) return undefined;
  const owner = path.slice(0, -name.length - 1);
  if (path !== name && !/^(this|self|Self|cls|super)$|^[A-Z]\w*$/.test(owner)) {
    // On another object: only a method that calls itself on its kin, and by a name of its own.
    if (EVERYDAY.has(name) || from?.name !== name) return undefined;
  }
  const count = argumentCount(args);
  const exact = candidates.find(({ paramCount }) => paramCount === count);
  if (exact) return exact;
  return profile.mayOmitArguments
    ? candidates.find(({ paramCount }) => paramCount >= count || paramCount === 0)
    : undefined;
}

export function argumentCount(args: SyntaxNode): number {
  const inner = args.children.filter(({ name }) => !/^[(),]$|Comment$/.test(name));
  const commas = args.children.filter(({ name }) => name === ',').length;
  return inner.length === 0 ? 0 : Math.max(1, commas + 1);
}

/** Groups of functions that reach one another, callees before callers. Tarjan's algorithm without recursion. */
export function componentsOf(functions: readonly ProgramFunction[], sites: readonly CallSite[]): ProgramFunction[][] {
  const callees = new Map<ProgramFunction, ProgramFunction[]>(functions.map((own) => [own, []]));
  for (const { from, to } of sites) if (from) callees.get(from)?.push(to);
  const order = new Map<ProgramFunction, number>();
  const low = new Map<ProgramFunction, number>();
  const open: ProgramFunction[] = [];
  const isOpen = new Set<ProgramFunction>();
  const components: ProgramFunction[][] = [];
  for (const root of functions) {
    if (order.has(root)) continue;
    const path: { own: ProgramFunction; next: number }[] = [{ own: root, next: 0 }];
    while (path.length > 0) {
      const step = path.at(-1) as { own: ProgramFunction; next: number };
      const { own } = step;
      if (step.next === 0) {
        order.set(own, order.size);
        low.set(own, order.get(own) as number);
        open.push(own);
        isOpen.add(own);
      }
      const callee = callees.get(own)?.[step.next++];
      if (callee) {
        if (!order.has(callee)) path.push({ own: callee, next: 0 });
        else if (isOpen.has(callee)) low.set(own, Math.min(low.get(own) as number, order.get(callee) as number));
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.own;
      if (parent) low.set(parent, Math.min(low.get(parent) as number, low.get(own) as number));
      if (low.get(own) !== order.get(own)) continue;
      const from = open.lastIndexOf(own);
      const component = open.splice(from);
      for (const member of component) isOpen.delete(member);
      components.push(component);
    }
  }
  return components;
}

const REMEMBERS =
  /\b(?:memo|dp|cache|cached|seen|visited|vis|visit|used|done|mark|marked|color|colour|was|dist|state|table|lookup|known|parent|par)\w*\s*(?:\[|\.|->|\()|@(?:functools\.)?(?:lru_)?cache\b/i;

export function recursionsOf(
  components: readonly ProgramFunction[][],
  sites: readonly CallSite[],
  { code, places }: { code: string; places: Places },
): { facts: Recursion[]; recursive: Map<ProgramFunction, Recursion> } {
  const recursive = new Map<ProgramFunction, Recursion>();
  const outgoing = new Map<ProgramFunction, CallSite[]>();
  for (const site of sites) {
    if (!site.from) continue;
    const list = outgoing.get(site.from);
    if (list) list.push(site);
    else outgoing.set(site.from, [site]);
  }
  for (const component of components) {
    const members = new Set(component);
    for (const own of component) {
      const inner = (outgoing.get(own) ?? []).filter(({ to }) => members.has(to));
      if (inner.length === 0) continue;
      const text = code.slice(Math.max(0, own.node.from - 60), Math.min(own.node.to, own.node.from + 3_000));
      recursive.set(own, {
        name: own.name,
        isDirect: inner.some(({ to }) => to === own),
        through: component
          .filter((other) => other !== own)
          .map(({ name }) => name)
          .slice(0, 10),
        isMemoised: REMEMBERS.test(text.replace(new RegExp(`\\b${own.name.replace(/\W/g, '\\$&')}\\b`, 'g'), '')),
        branching: branchingOf(inner),
        ...places.at(own.node.from),
      });
    }
  }
  return { facts: [...recursive.values()].slice(0, 100), recursive };
}

/** The most calls that one run may make: those of different `return`s or branches exclude one another. */
function branchingOf(sites: readonly CallSite[]): number {
  if (sites.some(({ loop }) => loop && loop.bound !== 'constant')) return Number.POSITIVE_INFINITY;
  let plain = 0;
  const returns = new Map<SyntaxNode, number>();
  const branches = new Map<SyntaxNode, Map<SyntaxNode, number>>();
  const hasElse = new Map<SyntaxNode, boolean>();
  for (const { node, loop } of sites) {
    const weight = loop ? 2 : 1;
    const place = alternativeOf(node, hasElse);
    if (!place) plain += weight;
    else if (place.branch === place.fork) returns.set(place.fork, (returns.get(place.fork) ?? 0) + weight);
    else {
      const counts = branches.get(place.fork) ?? new Map<SyntaxNode, number>();
      counts.set(place.branch, (counts.get(place.branch) ?? 0) + weight);
      branches.set(place.fork, counts);
    }
  }
  const inBranches = [...branches.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0);
  return plain + Math.max(0, ...returns.values()) + inBranches;
}

const FORKS = /^(ConditionalExpression|TernaryExpression|MatchExpression|MatchBlock)$/;

/** The branch that a call lies in, or its own `return`. */
function alternativeOf(
  site: SyntaxNode,
  hasElse: Map<SyntaxNode, boolean>,
): { fork: SyntaxNode; branch: SyntaxNode } | undefined {
  let node = site;
  for (let step = 0; step < 200 && node.parent; step++) {
    const { parent } = node;
    if (/^If(Statement|Expression)$/.test(parent.name) && !hasElse.has(parent)) {
      hasElse.set(
        parent,
        parent.children.some(({ name }) => name === 'else'),
      );
    }
    if (FORKS.test(parent.name) || hasElse.get(parent)) return { fork: parent, branch: node };
    if (/^Return(Statement|Expression)$/.test(parent.name)) return { fork: parent, branch: parent };
    if (/Function|Method|Lambda|Closure/.test(parent.name)) return undefined;
    node = parent;
  }
  return undefined;
}
