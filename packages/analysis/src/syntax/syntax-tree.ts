/**
 * The syntax tree that all facts are read from, made within bounds.
 *
 * Lezer's tree is copied into one list of nodes in source order (preorder), so
 * that every walk is a loop: no recursion, whatever the program nests. A node's
 * subtree is `nodes.slice(node.index, node.end)`.
 *
 * Four bounds make the work finite for any input, all counted and none timed:
 * length of the source, work of the parser, characters that its tokenizer looks
 * at, and nodes of the tree. What is read up to a bound counts; `isWhole` tells.
 *
 * A step of the parser is not one unit of work: where a grammar is ambiguous it
 * carries several stacks and compares and copies them, so a step costs as much as
 * they are deep, and recovering from an error tries a dozen ways. `costOfStep`
 * charges both (f(f(f(... in Go took 8 s for 4,000 plain steps, 2026-11).
 */
import type { Input, Parser, PartialParse, Tree } from '@lezer/common';

/** UTF-16 units of a source that are read. Of five thousand real submissions two were longer. */
export const MAX_READ_LENGTH = 64 * 1024;
const MAX_PARSE_COST = 250_000;
/** For making a tree of what has been read once the rest is used up. */
const MAX_FINISH_COST = 25_000;
const STACK_ENTRIES_PER_UNIT = 32;
const RECOVERY_COST = 32;
const MAX_NODES = 50_000;
/** Characters that the tokenizer may look at: so many times the length, and a base. */
const MAX_LOOKS_PER_CHARACTER = 64;
const MAX_LOOKS_BASE = 65_536;
const CHUNK_LENGTH = 2_048;

export interface SyntaxNode {
  name: string;
  from: number;
  to: number;
  parent: SyntaxNode | undefined;
  children: SyntaxNode[];
  /** The sibling before it. */
  previous: SyntaxNode | undefined;
  /** Place in `nodes`; the subtree ends before `end`. */
  index: number;
  end: number;
}

export interface SyntaxTree {
  source: string;
  nodes: SyntaxNode[];
  isWhole: boolean;
  /** Offset of the first syntax error. */
  firstErrorAt: number | undefined;
  work: Work;
}

/** Counts what is done. Walks over subtrees spend from it and stop where it is used up. */
class Work {
  stepCount = 0;
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  /** @returns false once the budget is used up */
  spend(count: number): boolean {
    if (this.#left < count) return false;
    this.#left -= count;
    this.stepCount += count;
    return true;
  }
}

class OutOfLooks extends Error {}

/** Hands the source out in small chunks, so that looking at the same long token again and again is noticed. */
class CountedInput implements Input {
  readonly length: number;
  readonly lineChunks = false;
  looks = 0;
  readonly #source: string;
  readonly #maxLooks: number;

  constructor(source: string) {
    this.#source = source;
    this.length = source.length;
    this.#maxLooks = MAX_LOOKS_BASE + MAX_LOOKS_PER_CHARACTER * source.length;
  }

  chunk(from: number): string {
    this.looks += CHUNK_LENGTH;
    if (this.looks > this.#maxLooks) throw new OutOfLooks();
    return this.#source.slice(from, from + CHUNK_LENGTH);
  }

  read(from: number, to: number): string {
    return this.#source.slice(from, to);
  }
}

/** Never throws: what can't be parsed within the bounds is a tree without nodes, or one of the beginning. */
export function parseSyntax(parser: Parser, source: string): SyntaxTree {
  const read = source.slice(0, MAX_READ_LENGTH);
  const work = new Work(MAX_PARSE_COST + MAX_FINISH_COST + 6 * MAX_NODES);
  const { tree, isFinished } = parseWithin(parser, read, work);
  const { nodes, firstErrorAt, isComplete } = tree
    ? copyOf(tree, work)
    : { nodes: [], firstErrorAt: undefined, isComplete: false };
  return { source, nodes, firstErrorAt, work, isWhole: isFinished && isComplete && read.length === source.length };
}

function parseWithin(parser: Parser, source: string, work: Work): { tree: Tree | undefined; isFinished: boolean } {
  const input = new CountedInput(source);
  try {
    const parse = parser.startParse(input);
    const tree = advance(parse, MAX_PARSE_COST, work);
    if (tree) return { tree, isFinished: true };
    parse.stopAt(parse.parsedPos);
    return { tree: advance(parse, MAX_FINISH_COST, work), isFinished: false };
  } catch (error) {
    // A tree is built by recursion: one that is deeper than the stack is one that is not read.
    if (error instanceof OutOfLooks || error instanceof RangeError) return { tree: undefined, isFinished: false };
    throw error;
  }
}

/** @returns the tree, or undefined once `budget` is used up */
function advance(parse: PartialParse, budget: number, work: Work): Tree | undefined {
  for (let left = budget; left > 0; ) {
    const tree = parse.advance();
    if (tree) return tree;
    const cost = Math.min(costOfStep(parse), left);
    left -= cost;
    work.spend(cost);
  }
  return undefined;
}

/** What @lezer/lr's parse holds beside its interface; its version is pinned, and a test notices a change. */
type LrParse = PartialParse & { stacks?: readonly { stack: ArrayLike<number> }[]; recovering?: number };

function costOfStep(parse: PartialParse): number {
  const { stacks = [], recovering = 0 } = parse as LrParse;
  let entryCount = 0;
  for (const { stack } of stacks) entryCount += stack.length;
  return 1 + Math.floor(entryCount / STACK_ENTRIES_PER_UNIT) + (recovering > 0 ? RECOVERY_COST : 0);
}

function copyOf(tree: Tree, work: Work) {
  const nodes: SyntaxNode[] = [];
  let firstErrorAt: number | undefined;
  let parent: SyntaxNode | undefined;
  const cursor = tree.cursor();
  for (;;) {
    if (nodes.length === MAX_NODES || !work.spend(1)) return { nodes: closed(nodes), firstErrorAt, isComplete: false };
    if (cursor.type.isError) firstErrorAt ??= cursor.from;
    const { name, from, to } = cursor;
    const previous = parent?.children.at(-1);
    const node: SyntaxNode = { name, from, to, parent, previous, children: [], index: nodes.length, end: 0 };
    parent?.children.push(node);
    nodes.push(node);
    if (cursor.firstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return { nodes: closed(nodes), firstErrorAt, isComplete: true };
      parent = parent?.parent;
    }
  }
}

/** Fills in where each subtree ends. */
function closed(nodes: SyntaxNode[]): SyntaxNode[] {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index] as SyntaxNode;
    node.end = Math.max(node.end, index + 1);
    if (node.parent) node.parent.end = Math.max(node.parent.end, node.end);
  }
  return nodes;
}

export function childNamed(node: SyntaxNode | undefined, ...names: string[]): SyntaxNode | undefined {
  return node?.children.find((child) => names.includes(child.name));
}

export function textOf(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.source.slice(node.from, node.to);
}

/** The text of a name; undefined for what is longer than names are, so that nested constructs are not copied again and again. */
export function nameText(tree: SyntaxTree, node: SyntaxNode | undefined): string | undefined {
  return node && node.to - node.from <= 100 ? textOf(tree, node) : undefined;
}
