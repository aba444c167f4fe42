/**
 * The four judgements that the router goes by, each with its reasons. The seed's
 * heuristics with numbers; docs/analysis.md says where these come from.
 */
import type { CodeFacts, Judgement } from '../code-facts.js';
import type { LanguageProfile } from '../languages/language-profile.js';

/** Lines of code that a simple program has at most (the seed's number). */
const SIMPLE_MAX_LINES = 100;
/** Lines of code from which on a program counts as complex whatever it does. */
const COMPLEX_MIN_LINES = 300;
/** Growth up to n^2 is simple, from n^3 on complex. */
const SIMPLE_MAX_DEGREE = 2;
const COMPLEX_MIN_DEGREE = 3;
/** Of allocations that the source states, together (the seed's number). */
const SIMPLE_MAX_BYTES = 100 * 1024 * 1024;
const COMPLEX_MIN_BYTES = 256 * 1024 * 1024;

export type FactsToJudge = Omit<CodeFacts, 'safe' | 'simple' | 'complex' | 'browserCompatible'>;

export function judgementsOf(facts: FactsToJudge, profile: LanguageProfile | undefined) {
  return {
    safe: safeOf(facts),
    simple: simpleOf(facts),
    complex: complexOf(facts),
    browserCompatible: browserCompatibleOf(facts, profile),
  };
}

/** Holds unless something speaks against it. */
function unless(objections: string[], otherwise: string): Judgement {
  return { holds: objections.length === 0, reasons: objections.length === 0 ? [otherwise] : objections };
}

function safeOf({ coverage, unsafe, language }: FactsToJudge): Judgement {
  const objections = unsafe
    .slice(0, 5)
    .map(({ kind, what, line }) => `${UNSAFE_WORDS[kind]}: \`${what}\` in line ${line}`);
  if (unsafe.length > 5) objections.push(`and ${unsafe.length - 5} more of the like`);
  if (coverage === 'part') objections.push('Too large or too deep to be read to its end');
  if (coverage === 'none') objections.push(`Programs in ${language} are not read`);
  return unless(objections, 'Nothing in it reaches for files, the network, processes or machine code');
}

const UNSAFE_WORDS = {
  file: 'Works with files',
  network: 'Reaches for the network',
  process: 'Starts or signals processes',
  native: 'Leaves the language for machine code',
  eval: 'Makes code or names at run time',
} as const;

function statedBytes({ allocations }: Pick<CodeFacts, 'allocations'>): number {
  return allocations.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

function simpleOf(facts: FactsToJudge): Judgement {
  const objections: string[] = [];
  const { size, growth } = facts;
  if (size.codeLineCount > SIMPLE_MAX_LINES)
    objections.push(`${size.codeLineCount} lines of code, more than ${SIMPLE_MAX_LINES}`);
  if (growth.isExponential) objections.push('Calls itself in ways that multiply');
  else if (growth.degree > SIMPLE_MAX_DEGREE) objections.push(`Its loops suggest ${growth.notation}`);
  if (statedBytes(facts) > SIMPLE_MAX_BYTES) objections.push(`Asks for about ${mebibytes(facts)} MiB at once`);
  if (facts.threads.length > 0) objections.push(`Starts threads in line ${facts.threads[0]?.line}`);
  if (facts.coverage !== 'whole') objections.push('Not read to its end');
  return unless(objections, `Short, and its loops suggest ${growth.notation}`);
}

function complexOf(facts: FactsToJudge): Judgement {
  const reasons: string[] = [];
  const { size, growth } = facts;
  if (size.codeLineCount >= COMPLEX_MIN_LINES)
    reasons.push(`${size.codeLineCount} lines of code, ${COMPLEX_MIN_LINES} or more`);
  if (growth.isExponential) reasons.push('Calls itself in ways that multiply');
  else if (growth.degree >= COMPLEX_MIN_DEGREE) reasons.push(`Its loops suggest ${growth.notation}`);
  if (statedBytes(facts) >= COMPLEX_MIN_BYTES) reasons.push(`Asks for about ${mebibytes(facts)} MiB at once`);
  if (facts.threads.length > 0) reasons.push(`Starts threads in line ${facts.threads[0]?.line}`);
  if (facts.coverage === 'part') reasons.push('Too large or too deep to be read to its end');
  const holds = reasons.length > 0;
  return { holds, reasons: holds ? reasons : [`Its loops suggest ${growth.notation}, within what is usual`] };
}

function mebibytes(facts: FactsToJudge): number {
  return Math.round(statedBytes(facts) / 1024 / 1024);
}

function browserCompatibleOf(facts: FactsToJudge, profile: LanguageProfile | undefined): Judgement {
  if (!profile?.isInBrowser) return { holds: false, reasons: [`No engine in the browser runs ${facts.language}`] };
  const isInBrowser = profile.isInBrowser;
  const objections = facts.libraries
    .filter(({ name }) => !isInBrowser(name))
    .slice(0, 5)
    .map(({ name, line }) => `The browser's engine has no \`${name}\`, named in line ${line}`);
  if (facts.threads.length > 0) objections.push(`Threads can't start in the browser (line ${facts.threads[0]?.line})`);
  if (facts.coverage === 'part') objections.push('Not read to its end');
  objections.push(...facts.browserDifferences.map((sentence) => `It ${sentence}`));
  return unless(objections, 'All that it uses is in the browser too');
}
