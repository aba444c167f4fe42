/** Run: samples and own tests in one request; nothing is recorded. */
import { type CustomTest, MAX_CUSTOM_TESTS, type ProblemDetail, type TestResponse } from '@letscode/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { announce } from '../../live/announce.js';
import { t } from '../../strings/t.js';
import { prepareRuns, type RunTier, runTests, type TieredResponse } from '../client-tier/runTests.js';
import type { OwnTest } from './useOwnTests.js';

interface TrialRequest {
  code: string;
  language: string;
  tests: CustomTest[];
}

export interface Trial {
  start: (code: string, language: string) => void;
  pending: boolean;
  error: Error | null;
  /** What was asked, of the present or the last run. */
  request: TrialRequest | undefined;
  response: TestResponse | undefined;
  /** Who ran it. */
  tier: RunTier | undefined;
}

export function useTrial(problem: ProblemDetail, ownTests: readonly OwnTest[], language: string): Trial {
  useEffect(() => prepareRuns(problem, language), [problem, language]);
  const mutation = useMutation({
    mutationFn: ({ answer }: { request: TrialRequest; answer: Promise<TieredResponse> }) => answer,
    onSuccess: ({ response }) => announce(spokenResult(response)),
  });
  return {
    start: (code, chosen) => {
      if (mutation.isPending) return;
      const request = { code, language: chosen, tests: testsOf(problem, ownTests) };
      // Begun before anything is drawn: the program runs beside the page's own work.
      mutation.mutate({ request, answer: runTests(problem, request) });
    },
    pending: mutation.isPending,
    error: mutation.error,
    request: mutation.variables?.request,
    response: mutation.data?.response,
    tier: mutation.data?.tier,
  };
}

/** A program without samples and own tests is still run, once, on empty input. Own tests come before samples that find no room. */
function testsOf({ samples }: ProblemDetail, ownTests: readonly OwnTest[]): CustomTest[] {
  const sampleRoom = Math.max(0, MAX_CUSTOM_TESTS - ownTests.length);
  const tests: CustomTest[] = [
    ...samples.slice(0, sampleRoom).map(({ name, input, output }) => ({ name, input, expected: output })),
    ...ownTests.map(({ name, input, expected }) => ({
      name: name.slice(0, 100),
      input,
      ...(expected === undefined || expected === '' ? {} : { expected }),
    })),
  ];
  return tests.length > 0 ? tests.slice(0, MAX_CUSTOM_TESTS) : [{ input: '' }];
}

function spokenResult({ compile, tests }: TestResponse): string {
  if (compile && !compile.ok) return t('stage.say.runCompile');
  const passed = tests.filter(({ verdict }) => verdict === 'Accepted').length;
  return t('stage.say.run', { passed, total: tests.length });
}
