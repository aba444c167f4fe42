/**
 * `analyzeCode`: the facts of a program, the same in browser and server.
 *
 * Works on broken code, as while typing: Lezer's parsers go on after an error, and
 * what they make of the rest counts. The work is bounded for any input; the bounds
 * and their counting are in syntax-tree.ts. Pure but for loading the language's
 * parser (a module of its own, fetched once).
 */
import type { CodeFacts } from './code-facts.js';
import { allocationsOf } from './facts/allocations.js';
import { callSitesOf, componentsOf, functionsOf, recursionsOf } from './facts/functions.js';
import { growthOf } from './facts/growth.js';
import { type FactsToJudge, judgementsOf } from './facts/judgements.js';
import { librariesOf, libraryUsesOf } from './facts/library-uses.js';
import { type LoopForest, loopsOf } from './facts/loops.js';
import type { LanguageProfile } from './languages/language-profile.js';
import { loadLanguage } from './languages/profiles.js';
import { withoutGrammarGaps } from './syntax/grammar-gaps.js';
import { withoutLoopMacros } from './syntax/loop-macros.js';
import { Names } from './syntax/name-uses.js';
import { codeOnly, Places, utf8Length } from './syntax/source-text.js';
import { MAX_READ_LENGTH, parseSyntax, type SyntaxTree } from './syntax/syntax-tree.js';

const MAX_LOOPS_TOLD = 500;

/**
 * @param code     the source, broken or not
 * @param language id; one without a grammar gives facts of the size alone, `coverage` none
 * @throws only when the parser's module can't be fetched
 */
export async function analyzeCode(code: string, language: string): Promise<CodeFacts> {
  const loaded = await loadLanguage(language);
  if (!loaded) return unread(code, language);
  const { profile, parser } = loaded;
  const isC = profile.id === 'c' || profile.id === 'cpp';
  const read = withoutGrammarGaps(profile.id, code.slice(0, MAX_READ_LENGTH));
  const { text, originalOffset } = isC ? withoutLoopMacros(read) : UNCHANGED(read);
  const places = new Places(code, originalOffset);
  const tree = parseSyntax(parser, text);
  if (code.length > MAX_READ_LENGTH) tree.isWhole = false;
  return factsOf({ tree, profile, places, code });
}

const UNCHANGED = (text: string) => ({ text, originalOffset: (offset: number) => offset });

function factsOf(parts: { tree: SyntaxTree; profile: LanguageProfile; places: Places; code: string }): CodeFacts {
  const { tree, profile, places } = parts;
  const code = codeOnly(tree, profile);
  const names = new Names(tree, profile);
  const functions = functionsOf(tree, profile);
  const forest = loopsOf({ tree, code, profile, names, places }, functions);
  const sites = callSitesOf(names, profile, functions, forest, tree);
  const components = componentsOf([...functions.values()], sites);
  const { facts: recursion, recursive } = recursionsOf(components, sites, { code, places });
  const facts: FactsToJudge = {
    language: profile.id,
    coverage: tree.isWhole ? 'whole' : 'part',
    parses: tree.firstErrorAt === undefined,
    ...(tree.firstErrorAt === undefined ? {} : { firstError: places.at(tree.firstErrorAt) }),
    size: sizeOf(parts.code, code, places, tree.work.stepCount),
    ...libraryUsesOf(tree, profile, names, places),
    ...toldLoops(forest),
    recursion,
    allocations: allocationsOf({ tree, code, profile, names, places }, forest),
    growth: growthOf({ forest, names, sites, components, recursive, code }),
    libraries: librariesOf(profile, names, places),
    browserDifferences: differencesOf(profile, code),
  };
  return { ...facts, ...judgementsOf(facts, profile) };
}

function toldLoops({ loops }: LoopForest): Pick<CodeFacts, 'loops' | 'maxLoopDepth'> {
  return {
    loops: loops
      .slice(0, MAX_LOOPS_TOLD)
      .map(({ kind, bound, depth, line, column }) => ({ kind, bound, depth, line, column })),
    maxLoopDepth: loops.reduce((most, { depth }) => Math.max(most, depth), 0),
  };
}

function differencesOf({ differences = [] }: LanguageProfile, code: string): string[] {
  return differences.filter(({ pattern }) => pattern.test(code)).map(({ sentence }) => sentence);
}

function sizeOf(original: string, code: string, places: Places, stepCount: number): CodeFacts['size'] {
  const codeLineCount = code.split('\n').filter((line) => line.trim() !== '').length;
  const byteCount = utf8Length(original);
  return { byteCount, lineCount: places.lineCount, codeLineCount, stepCount };
}

function unread(code: string, language: string): CodeFacts {
  const places = new Places(code);
  const facts: FactsToJudge = {
    language,
    coverage: 'none',
    parses: true,
    size: sizeOf(code, code, places, 0),
    unsafe: [],
    loops: [],
    maxLoopDepth: 0,
    recursion: [],
    allocations: [],
    growth: { degree: 0, logCount: 0, isExponential: false, notation: 'O(?)' },
    inputStyles: [],
    libraries: [],
    threads: [],
    browserDifferences: [],
  };
  return { ...facts, ...judgementsOf(facts, undefined) };
}
