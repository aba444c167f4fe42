import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzeCode } from '../src/analyze-code.js';
import { compare, FACTS, type Fact, labelsOf, readLabelledSet } from './labelled-set.js';

/** Least precision and recall, in percent: of what is found so much is right, of what is there so much is found. */
const FLOORS: Record<Fact, [precision: number, recall: number]> = {
  'unsafe operations': [95, 95],
  'loops and their depth': [95, 94],
  recursion: [95, 95],
  allocations: [90, 90],
  'estimated growth': [90, 90],
  'input style': [95, 95],
  libraries: [98, 98],
  threads: [95, 95],
  'not for the browser': [95, 95],
};

interface Score {
  precision: number;
  recall: number;
  labelledCount: number;
  mistakes: string[];
}

const scores = new Map<Fact, Score>();
let programCount = 0;
let languageCount = 0;

beforeAll(async () => {
  const programs = await readLabelledSet();
  programCount = programs.length;
  languageCount = new Set(programs.map(({ language }) => language)).size;
  const all = await Promise.all(
    programs.map(async (program) => ({
      ...program,
      found: labelsOf(await analyzeCode(program.code, program.language)),
    })),
  );
  for (const fact of FACTS) {
    const sum = { right: 0, wrong: 0, missed: 0 };
    const mistakes: string[] = [];
    for (const { language, name, labels, found } of all) {
      const { rightCount, wrong, missed } = compare(labels[fact], found[fact]);
      sum.right += rightCount;
      sum.wrong += wrong.length;
      sum.missed += missed.length;
      const told = [...wrong.map((what) => `+${what}`), ...missed.map((what) => `-${what}`)];
      if (told.length > 0) mistakes.push(`${language}, ${name}: ${told.join(' ')}`);
    }
    scores.set(fact, {
      precision: percent(sum.right, sum.right + sum.wrong),
      recall: percent(sum.right, sum.right + sum.missed),
      labelledCount: sum.right + sum.missed,
      mistakes,
    });
  }
});

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10;
}

describe('against the labelled set', () => {
  it('there are enough programs of all eight languages to say something', () => {
    expect(programCount).toBeGreaterThanOrEqual(120);
    expect(languageCount).toBe(8);
  });

  it.each(FACTS)('%s are found, and little else', (fact) => {
    const { precision, recall, mistakes } = scores.get(fact) as Score;
    const [leastPrecision, leastRecall] = FLOORS[fact];
    expect(precision, mistakes.join('\n')).toBeGreaterThanOrEqual(leastPrecision);
    expect(recall, mistakes.join('\n')).toBeGreaterThanOrEqual(leastRecall);
  });

  it('docs/analysis.md has the measured table', async () => {
    const rows = FACTS.map((fact) => {
      const { labelledCount, precision, recall } = scores.get(fact) as Score;
      return `| ${fact} | ${labelledCount} | ${precision} % | ${recall} % |`;
    });
    expect(await readFile(new URL('../../../docs/analysis.md', import.meta.url), 'utf8')).toContain(rows.join('\n'));
  });
});
