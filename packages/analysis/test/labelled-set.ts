/**
 * The labelled set: small programs with what a person says of them, written by hand before the analysis was asked.
 *
 *     === name
 *     input cin ; growth O(n^2) ; recursion f g ; lib vector ; foreign numpy ; server
 *     for (...) { //: loop=1 alloc=growing
 *
 * The line below the name tells facts of the whole (`server`: not for the browser's engine); `//:` or `#:` at the
 * end of a line those that have a place: loop=DEPTH, unsafe=KIND, alloc=KIND, thread. What is not said is not there.
 * The marks are comments of the language, so the programs are analysed as they stand.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { CodeFacts } from '../src/code-facts.js';

export interface LabelledProgram {
  language: string;
  name: string;
  code: string;
  /** By fact, one entry for each finding. */
  labels: Labels;
}

export const FACTS = [
  'unsafe operations',
  'loops and their depth',
  'recursion',
  'allocations',
  'estimated growth',
  'input style',
  'libraries',
  'threads',
  'not for the browser',
] as const;

export type Fact = (typeof FACTS)[number];
export type Labels = Record<Fact, string[]>;

const FOLDER = new URL('labelled/', import.meta.url);

export async function readLabelledSet(): Promise<LabelledProgram[]> {
  const programs: LabelledProgram[] = [];
  for (const file of (await readdir(FOLDER)).sort()) {
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    for (const part of text.split(/^=== /m).slice(1)) programs.push(programOf(file.replace('.txt', ''), part));
  }
  return programs;
}

function programOf(language: string, part: string): LabelledProgram {
  const [name = '', head = '', ...lines] = part.split('\n');
  const labels = noLabels();
  for (const field of head.split(';')) {
    const [key = '', ...values] = field.trim().split(' ');
    if (key === 'input') labels['input style'] = values;
    else if (key === 'growth') labels['estimated growth'] = [values.join(' ')];
    else if (key === 'recursion') labels.recursion = values;
    else if (key === 'lib') labels.libraries.push(...values);
    else if (key === 'foreign') labels.libraries.push(...values.map((value) => `${value} is foreign`));
    else if (key === 'server') labels['not for the browser'] = ['yes'];
    else if (key !== '') throw new Error(`${language}, ${name}: there is no label "${key}"`);
  }
  for (const [index, line] of lines.entries()) {
    for (const mark of (/(?:\/\/|#): (.*)$/.exec(line)?.[1] ?? '').split(' ')) addMark(labels, mark, index + 1);
  }
  return { language, name, code: lines.join('\n'), labels };
}

function addMark(labels: Labels, mark: string, line: number): void {
  const [key = '', value] = mark.split('=');
  if (key === 'loop') labels['loops and their depth'].push(`${line} ${value}`);
  else if (key === 'unsafe') labels['unsafe operations'].push(`${line} ${value}`);
  else if (key === 'alloc') labels.allocations.push(`${line} ${value}`);
  else if (key === 'thread') labels.threads.push(`${line}`);
  else if (key !== '') throw new Error(`there is no mark "${mark}"`);
}

/** What the analysis says, in the words of the labels. */
export function labelsOf(facts: CodeFacts): Labels {
  return {
    'unsafe operations': [...new Set(facts.unsafe.map(({ line, kind }) => `${line} ${kind}`))],
    'loops and their depth': facts.loops.map(({ line, depth }) => `${line} ${depth}`),
    recursion: facts.recursion.map(({ name }) => name),
    allocations: facts.allocations.map(({ line, kind }) => `${line} ${kind}`),
    'estimated growth': [facts.growth.notation],
    'input style': facts.inputStyles.map(({ name }) => name),
    libraries: facts.libraries.flatMap(({ name, isStandard }) => (isStandard ? [name] : [name, `${name} is foreign`])),
    threads: [...new Set(facts.threads.map(({ line }) => `${line}`))],
    'not for the browser': facts.browserCompatible.holds ? [] : ['yes'],
  };
}

function noLabels(): Labels {
  return Object.fromEntries(FACTS.map((fact) => [fact, [] as string[]])) as Labels;
}

/** Findings that both tell, that only the analysis tells, that only the label tells. */
export interface Tally {
  rightCount: number;
  wrong: string[];
  missed: string[];
}

export function compare(labelled: readonly string[], found: readonly string[]): Tally {
  const missed = [...labelled];
  const wrong: string[] = [];
  for (const finding of found) {
    const index = missed.indexOf(finding);
    if (index === -1) wrong.push(finding);
    else missed.splice(index, 1);
  }
  return { rightCount: labelled.length - missed.length, wrong, missed };
}
