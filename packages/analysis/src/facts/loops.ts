/** Loops: where they are, how they nest, how often they may run. Callbacks run again and again and comprehensions count. */
import type { Loop, LoopKind } from '../code-facts.js';
import type { LanguageProfile } from '../languages/language-profile.js';
import type { Names } from '../syntax/name-uses.js';
import { constantsOf, type Places } from '../syntax/source-text.js';
import type { SyntaxNode, SyntaxTree } from '../syntax/syntax-tree.js';
import type { ProgramFunction } from './functions.js';
import { boundOf, readHeader } from './loop-header.js';

const MAX_HEADER_LENGTH = 400;
const MAX_BODY_LENGTH = 2_000;
/** The headers of further loops are not read: they count as growing with the input. */
const MAX_READ_LOOPS = 2_000;
const COMPREHENSION = /Comprehension/;

export interface PlacedLoop extends Loop {
  /** The next loop around it in its function. */
  outer: PlacedLoop | undefined;
  node: SyntaxNode;
}

export interface LoopForest {
  loops: PlacedLoop[];
  /** For every node of the tree the innermost loop that repeats it, and its function. */
  loopAt: (PlacedLoop | undefined)[];
  functionAt: (ProgramFunction | undefined)[];
}

interface Reading {
  tree: SyntaxTree;
  code: string;
  profile: LanguageProfile;
  places: Places;
  constants: ReadonlyMap<string, number>;
}

export function loopsOf(
  parts: { tree: SyntaxTree; code: string; profile: LanguageProfile; names: Names; places: Places },
  functions: ReadonlyMap<SyntaxNode, ProgramFunction>,
): LoopForest {
  const { tree, profile, names } = parts;
  const reading: Reading = { ...parts, constants: constantsOf(parts.code) };
  const callbacks = callbacksOf(tree, profile, names);
  const forest: LoopForest = {
    loops: [],
    loopAt: new Array(tree.nodes.length),
    functionAt: new Array(tree.nodes.length),
  };
  /** From which offset on a loop's node repeats: its body for those that look at their list once. */
  const repeatsFrom = new Map<SyntaxNode, { from: number; loop: PlacedLoop }>();
  for (const node of tree.nodes) {
    const parent = node.parent;
    const opened = parent && repeatsFrom.get(parent);
    const outer = opened && node.from >= opened.from ? opened.loop : parent && forest.loopAt[parent.index];
    const own = functions.get(node);
    forest.functionAt[node.index] = own ?? (parent && forest.functionAt[parent.index]);
    forest.loopAt[node.index] = own ? undefined : outer;
    const kind = profile.nodes.loops[node.name];
    const around = own ? undefined : outer;
    if (kind !== undefined) {
      const isRead = forest.loops.length < MAX_READ_LOOPS;
      const { loop, from } = isRead
        ? statementLoop(reading, node, kind, around)
        : { loop: loopAtNode(reading, node, { kind, bound: 'input', outer: around }), from: node.from };
      forest.loops.push(loop);
      repeatsFrom.set(node, { from, loop });
    } else if (COMPREHENSION.test(node.name)) {
      let loop = around;
      for (const clause of comprehensionLoops(reading, node, around)) {
        forest.loops.push(clause);
        loop = clause;
      }
      if (loop) repeatsFrom.set(node, { from: node.from, loop });
    } else if (callbacks.has(node) && !own) {
      const iterable = callbacks.get(node) ?? '';
      const bound = boundOf(
        { kind: 'each', condition: '', update: '', iterable },
        { constants: reading.constants, body: '', before: around && '' },
      );
      const loop = loopAtNode(reading, node, { kind: 'callback', bound, outer: around });
      forest.loops.push(loop);
      repeatsFrom.set(node, { from: node.from, loop });
    }
  }
  return forest;
}

function loopAtNode(
  { places }: Reading,
  node: SyntaxNode,
  { kind, bound: alone, outer }: Pick<PlacedLoop, 'kind' | 'bound' | 'outer'>,
): PlacedLoop {
  const bound = alone === 'amortised' && kind !== 'while' && isWithinLists(outer) ? 'input' : alone;
  return { kind, bound, depth: (outer?.depth ?? 0) + 1, ...places.at(node.from), outer, node };
}

/** All neighbours of all places are as many as there are edges; those of neighbours are not. */
function isWithinLists(loop: PlacedLoop | undefined): boolean {
  for (let around = loop; around; around = around.outer) {
    if (around.bound === 'amortised' && around.kind !== 'while') return true;
  }
  return false;
}

function statementLoop(reading: Reading, node: SyntaxNode, written: LoopKind, outer: PlacedLoop | undefined) {
  const { code } = reading;
  const whileOfDo = written === 'do' ? node.children.filter(({ name }) => name === 'while').at(-1) : undefined;
  const body = whileOfDo ? node.children[1] : bodyOf(node);
  const headerFrom = whileOfDo?.from ?? node.from;
  const headerTo = whileOfDo ? node.to : (body?.from ?? node.to);
  const text = code.slice(headerFrom, Math.min(headerTo, headerFrom + MAX_HEADER_LENGTH));
  const header = readHeader(written, whileOfDo ? text.replace(/;\s*$/, '') : text);
  const bodyFrom = body?.from ?? node.to;
  const bound = boundOf(header, {
    constants: reading.constants,
    body: code.slice(bodyFrom, Math.min(body?.to ?? node.to, bodyFrom + MAX_BODY_LENGTH)),
    before: outer && code.slice(Math.max(outer.node.from, node.from - MAX_BODY_LENGTH), node.from),
  });
  const kind = written === 'do' && header.kind === 'while' ? 'do' : header.kind;
  return {
    loop: loopAtNode(reading, node, { kind, bound, outer }),
    from: header.kind === 'each' ? bodyFrom : node.from,
  };
}

/** The last statement or block; headers come before it. */
function bodyOf(node: SyntaxNode): SyntaxNode | undefined {
  const block = node.children.find(({ name }) => name === 'Body' || name === 'Block' || name === 'CompoundStatement');
  return block ?? node.children.findLast(({ name }) => /(?:Statement|Loop)$|^;$/.test(name));
}

/** One loop for each `for` of a comprehension, each within the one before. */
function comprehensionLoops(reading: Reading, node: SyntaxNode, outer: PlacedLoop | undefined): PlacedLoop[] {
  const loops: PlacedLoop[] = [];
  for (const [index, word] of node.children.entries()) {
    if (word.name !== 'for') continue;
    let next = index + 1;
    while (next < node.children.length && !/^(for|if|async|[\])}])$/.test(node.children[next]?.name ?? '')) next++;
    const to = node.children[next]?.from ?? node.to;
    const header = readHeader('each', reading.code.slice(word.from, Math.min(to, word.from + MAX_HEADER_LENGTH)));
    const around = loops.at(-1) ?? outer;
    const bound = boundOf(header, { constants: reading.constants, body: '', before: around && '' });
    loops.push(loopAtNode(reading, word, { kind: 'comprehension', bound, outer: around }));
  }
  return loops;
}

/** Functions that are given to `map`, `forEach` and the like, with what these go through. */
function callbacksOf(tree: SyntaxTree, profile: LanguageProfile, names: Names): Map<SyntaxNode, string> {
  const iterators = new Set(profile.iterators.split(' '));
  const found = new Map<SyntaxNode, string>();
  for (const { path, args, node } of names.uses) {
    if (!args || !iterators.has(path.slice(path.lastIndexOf('.') + 1))) continue;
    const callback = args.children.find(({ name }) => profile.nodes.functions.includes(name));
    if (!callback) continue;
    const receiver = tree.source.slice(node.from, Math.min(args.from, node.from + 100));
    if (
      profile.id === 'rust' &&
      !/iter|\.\.|chars|bytes|lines|split|windows|chunks|drain|keys|values|zip|range/.test(
        tree.source.slice(Math.max(node.from, args.from - 200), args.from),
      )
    )
      continue;
    found.set(callback, receiver.replace(/\s*\.\s*\w+$/, ''));
  }
  return found;
}
