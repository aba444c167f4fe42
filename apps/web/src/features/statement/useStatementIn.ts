import type { ProblemDetail } from '@letscode/core';
import { useState } from 'react';
import { useProblem } from '../../api/queries.js';

/** The problem with its statement in the language that the reader has chosen; until that is there, as it came. */
export function useStatementIn(problem: ProblemDetail) {
  const [chosen, setChosen] = useState<string>();
  const wanted = chosen === problem.statementLanguage ? undefined : chosen;
  const { data } = useProblem(problem.id, wanted);
  const shown = wanted !== undefined && data?.statementLanguage === wanted ? data : problem;
  return { problem: shown, language: chosen ?? problem.statementLanguage, chooseLanguage: setChosen };
}
