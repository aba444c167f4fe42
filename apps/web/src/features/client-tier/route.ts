/**
 * Whether the browser may try a program first: the router's decision (packages/analysis), the same that the server
 * takes. Here it is asked before the program is read, since running it answers better than reading it: what the engine
 * is not sure of, the server judges. Where nothing is compared, the problem's checker is no obstacle. What the server
 * tells of the language counts once the page has read it: a Python of another version there is one not to try here.
 */
import { chooseStrategy, type InstalledLanguage, needsOfProblem } from '@letscode/analysis';
import type { CustomTest, Language, ProblemDetail } from '@letscode/core';
import { queryClient } from '../../api/queries.js';

type Facts = Pick<ProblemDetail, 'kind' | 'comparison' | 'limits' | 'languages'>;

const UNDECIDED = { holds: true, reasons: ['It is run and watched'] };
const TO_BE_TRIED = {
  safe: UNDECIDED,
  simple: UNDECIDED,
  complex: { ...UNDECIDED, holds: false },
  browserCompatible: UNDECIDED,
};

export function mayRunInBrowser(
  problem: Facts,
  language: string,
  tests: readonly CustomTest[],
  installed: InstalledLanguage | undefined = installedLanguage(language),
): boolean {
  if (problem.languages && !problem.languages.includes(language)) return false;
  const isCompared = tests.some(({ expected }) => expected !== undefined);
  const { strategy } = chooseStrategy({
    language,
    clientRuntimes: [language],
    needsHiddenTests: false,
    code: TO_BE_TRIED,
    installed,
    problem: needsOfProblem({ ...problem, isComparedByDefault: !isCompared || problem.comparison !== undefined }),
  });
  return strategy === 'client';
}

/** As the page has read it; a page that works without a server may not have. */
function installedLanguage(id: string): InstalledLanguage | undefined {
  const listed = queryClient.getQueryData<{ languages: Language[] }>(['languages']);
  return listed?.languages.find((language) => language.id === id);
}
