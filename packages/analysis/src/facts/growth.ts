/**
 * Estimated growth: how the work grows with the input, as loops and recursion suggest.
 *
 * An estimate for choosing a tier and for hints, not a proof. Loops multiply, calls
 * of one's own functions add what these cost at the place of the call, sorting and
 * searching cost what the library's documents say, and recursion multiplies:
 *
 *   calls itself once, by less          one factor n (a chain)
 *   calls itself once, by half          one factor log n (binary search, one side of a tree)
 *   on parts of a range in a tree       one factor log n (query of a segment tree)
 *   twice or more, by half              n log n with linear work beside it (merge sort)
 *   remembered, or over a tree          each place once: one factor n
 *   twice or more otherwise             exponential
 */
import type { Growth, LoopBound, Recursion } from '../code-facts.js';
import type { Names } from '../syntax/name-uses.js';
import { argumentCount, type CallSite, type ProgramFunction } from './functions.js';
import type { LoopForest, PlacedLoop } from './loops.js';

interface Cost {
  degree: number;
  logCount: number;
  isExponential: boolean;
}

const NOTHING: Cost = { degree: 0, logCount: 0, isExponential: false };

const COSTS: Readonly<Record<LoopBound, Cost>> = {
  constant: NOTHING,
  amortised: NOTHING,
  logarithmic: { ...NOTHING, logCount: 1 },
  root: { ...NOTHING, degree: 0.5 },
  input: { ...NOTHING, degree: 1 },
};
const SORT: Cost = { ...NOTHING, degree: 1, logCount: 1 };
/** Deeper nestings say nothing more. */
const MAX_DEGREE = 10;

function times(one: Cost, other: Cost): Cost {
  return {
    degree: Math.min(MAX_DEGREE, one.degree + other.degree),
    logCount: Math.min(MAX_DEGREE, one.logCount + other.logCount),
    isExponential: one.isExponential || other.isExponential,
  };
}

function larger(one: Cost, other: Cost): Cost {
  if (one.isExponential !== other.isExponential) return one.isExponential ? one : other;
  if (one.degree !== other.degree) return one.degree > other.degree ? one : other;
  return one.logCount >= other.logCount ? one : other;
}

export interface GrowthParts {
  forest: LoopForest;
  names: Names;
  sites: readonly CallSite[];
  /** Callees before callers. */
  components: readonly ProgramFunction[][];
  recursive: ReadonlyMap<ProgramFunction, Recursion>;
  code: string;
}

export function growthOf({ forest, names, sites, components, recursive, code }: GrowthParts): Growth {
  const chains = chainCosts(forest.loops);
  const repeated = (loop: PlacedLoop | undefined): Cost => (loop && chains.get(loop)) ?? NOTHING;
  /** What a function does itself, its own calls left out; `undefined` is the top level. */
  const own = new Map<ProgramFunction | undefined, Cost>();
  const note = (at: ProgramFunction | undefined, cost: Cost) => own.set(at, larger(own.get(at) ?? NOTHING, cost));
  for (const loop of forest.loops) note(forest.functionAt[loop.node.index], repeated(loop));
  for (const { path, isOwn, args, node } of names.uses) {
    const tags = args ? names.tagsOf(path, { isOwn, isCall: true }) : [];
    const cost = tags.includes('sort') ? SORT : tags.includes('linear') ? COSTS.input : undefined;
    if (cost) note(forest.functionAt[node.index], times(repeated(forest.loopAt[node.index]), cost));
  }
  const total = new Map<ProgramFunction | undefined, Cost>();
  const outgoing = new Map<ProgramFunction | undefined, CallSite[]>();
  for (const site of sites) {
    const list = outgoing.get(site.from);
    if (list) list.push(site);
    else outgoing.set(site.from, [site]);
  }
  const withCalls = (at: ProgramFunction | undefined, among: ReadonlySet<ProgramFunction>): Cost => {
    let cost = own.get(at) ?? NOTHING;
    for (const { to, loop } of outgoing.get(at) ?? []) {
      if (!among.has(to)) cost = larger(cost, times(repeated(loop), total.get(to) ?? NOTHING));
    }
    return cost;
  };
  for (const component of components) {
    const members = new Set(component);
    for (const member of component) {
      const cost = withCalls(member, members);
      const recursion = recursive.get(member);
      const inner = (outgoing.get(member) ?? []).filter(({ to }) => members.has(to));
      total.set(member, recursion ? recursed(cost, recursion, inner, code) : cost);
    }
    const most = component.reduce((cost, member) => larger(cost, total.get(member) ?? NOTHING), NOTHING);
    for (const member of component) total.set(member, most);
  }
  let whole = withCalls(undefined, new Set());
  for (const cost of total.values()) whole = larger(whole, cost);
  return { ...whole, notation: notationOf(whole) };
}

/** For every loop what it and those around it multiply to; loops come outer before inner. */
function chainCosts(loops: readonly PlacedLoop[]): Map<PlacedLoop, Cost> {
  const chains = new Map<PlacedLoop, Cost>();
  for (const loop of loops) {
    const outer = (loop.outer && chains.get(loop.outer)) ?? NOTHING;
    chains.set(loop, times(outer, COSTS[loop.bound]));
  }
  return chains;
}

/** Follows one pointer a call, as a union-find does: short paths. */
const POINTER = /^\(\s*(?:this\.|self\.)?\w+\[[^\]]*\]\s*\)$/;
const HALF = /\/\s*2|>>>?\s*1|\bmid\w*\b|\bmiddle\b|\bhalf\b|\bm\b|[/%]/;
/** The place of a child in a tree that lies in an array: `2 * v + 1`, `v << 1`. */
const CHILD_INDEX = /\b2\s*\*\s*\w|\w\s*\*\s*2\b|<<\s*1\b/;
/** One side of a search tree, which is taken to be balanced. */
const SIDE = /(?:\.|->)\s*(?:left|right|lc|rc|l|r|lhs|rhs|ch)\b|\b(?:left|right|lc|rc|ls|rs|lson|rson)\s*[[(]/;
/** A node, its range, and the range that is asked for: only paths along the ends of that are walked. */
const MIN_QUERY_ARGUMENTS = 4;
/** Arguments that are parts of a node: a walk over a tree. */
const PARTS =
  /(?:\.|->)\s*(?:left|right|child|children|next|lc|rc|l|r|lhs|rhs|parent|prev|ch)\b|\b(?:left|right|lc|rc|ls|rs|child|lson|rson)\s*[[(]/;

function recursed(cost: Cost, { isMemoised, branching }: Recursion, inner: readonly CallSite[], code: string): Cost {
  const texts = inner.slice(0, 50).map(({ args }) => code.slice(args.from, Math.min(args.to, args.from + 200)));
  const isInArray = texts.some((text) => CHILD_INDEX.test(text));
  const isHalved = isInArray || texts.some((text) => HALF.test(text) || (branching <= 1 && POINTER.test(text)));
  if (branching <= 1) {
    const descends = texts.length > 0 && texts.every((text) => SIDE.test(text));
    return times(cost, isHalved || descends ? COSTS.logarithmic : COSTS.input);
  }
  if (isInArray && inner.every(({ args }) => argumentCount(args) >= MIN_QUERY_ARGUMENTS)) {
    return times(cost, COSTS.logarithmic);
  }
  const isTree =
    texts.every((text) => PARTS.test(text)) ||
    inner.every(({ node }) => PARTS.test(code.slice(node.from, node.from + 60)));
  if (branching === Number.POSITIVE_INFINITY) {
    const walksEdges = inner.some(
      ({ loop }) => loop?.bound === 'amortised' || loop?.kind === 'each' || loop?.kind === 'callback',
    );
    if (isMemoised || isTree) return larger(cost, COSTS.input);
    return walksEdges && inner.every(({ loop }) => loop?.bound === 'amortised')
      ? COSTS.input
      : { ...cost, isExponential: true };
  }
  if (isHalved && !/[-]\s*1\s*[,)]/.test(texts.join(' ').replace(/mid\w*\s*-\s*1|m\s*-\s*1/g, ''))) {
    return cost.degree >= 1 ? times(cost, COSTS.logarithmic) : COSTS.input;
  }
  if (isMemoised || isTree) return times(cost, COSTS.input);
  return { ...cost, isExponential: true };
}

function notationOf({ degree, logCount, isExponential }: Cost): string {
  if (isExponential) return 'O(2^n)';
  const power = degree === 0 ? '' : degree === 1 ? 'n' : degree === 0.5 ? 'sqrt(n)' : `n^${degree}`;
  const logs = logCount === 0 ? '' : logCount === 1 ? 'log n' : `log^${logCount} n`;
  return `O(${[power, logs].filter((part) => part !== '').join(' ') || '1'})`;
}
