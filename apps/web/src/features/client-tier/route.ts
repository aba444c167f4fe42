/**
 * Whether the browser may try a program first: the router's decision (packages/analysis), the same that the server
 * takes. Here it is asked before the program is read, since running it answers better than reading it: what the engine
 * is not sure of, the server judges. Where nothing is compared, the problem's checker is no obstacle.
 */
import { chooseStrategy, needsOfProblem } from '@letscode/analysis';
import type { CustomTest, ProblemDetail } from '@letscode/core';

type Facts = Pick<ProblemDetail, 'kind' | 'comparison' | 'limits' | 'languages'>;

const UNDECIDED = { holds: true, reasons: ['It is run and watched'] };
const TO_BE_TRIED = {
  safe: UNDECIDED,
  simple: UNDECIDED,
  complex: { ...UNDECIDED, holds: false },
  browserCompatible: UNDECIDED,
};

export function mayRunInBrowser(problem: Facts, language: string, tests: readonly CustomTest[]): boolean {
  if (problem.languages && !problem.languages.includes(language)) return false;
  const isCompared = tests.some(({ expected }) => expected !== undefined);
  const { strategy } = chooseStrategy({
    language,
    clientRuntimes: [language],
    needsHiddenTests: false,
    code: TO_BE_TRIED,
    problem: needsOfProblem({ ...problem, isComparedByDefault: !isCompared || problem.comparison !== undefined }),
  });
  return strategy === 'client';
}
