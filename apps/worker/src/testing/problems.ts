/** Problems and submissions for the worker's tests, put straight into a store. */
import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS, type Limits } from '@letscode/core';
import type { Store, StoredTest } from '@letscode/store';

export interface TestCase {
  name: string;
  input: string;
  answer: string;
}

/** Doubling a number: one sample, two hidden tests. */
export const DOUBLE: TestCase[] = [
  { name: 'sample/1', input: '5\n', answer: '10\n' },
  { name: 'secret/1', input: '21\n', answer: '42\n' },
  { name: 'secret/2', input: '-4\n', answer: '-8\n' },
];

export async function putProblem(
  store: Store,
  id: string,
  cases: TestCase[],
  limits: Limits = DEFAULT_LIMITS,
): Promise<void> {
  const tests: StoredTest[] = [];
  for (const { name, input, answer } of cases) {
    tests.push({
      name,
      isSample: name.startsWith('sample/'),
      inputSha256: await store.blobs.put(Buffer.from(input)),
      inputBytes: Buffer.byteLength(input),
      answerSha256: await store.blobs.put(Buffer.from(answer)),
      answerBytes: Buffer.byteLength(answer),
    });
  }
  await store.problems.upsert({
    detail: {
      id,
      title: id,
      tags: [],
      triedCount: 0,
      solvedCount: 0,
      statement: '',
      statementLanguage: 'en',
      samples: [],
      testCount: tests.length,
      limits: { cpuTimeMs: limits.cpuTimeMs, memoryBytes: limits.memoryBytes, outputBytes: limits.outputBytes },
    },
    limits,
    checker: { kind: 'default', caseSensitive: false, spaceChangeSensitive: false },
    tests,
    packageSha256: randomUUID().replaceAll('-', '').repeat(2),
  });
}

/** @returns the submission's id */
export async function putSubmission(
  store: Store,
  submission: { problemId: string; code: string; language?: string; isCustomTest?: boolean },
): Promise<string> {
  const id = randomUUID();
  await store.submissions.insert({
    id,
    language: 'python',
    userId: 'user-1',
    isCustomTest: false,
    strategy: 'server',
    reasons: ['a test'],
    ...submission,
  });
  return id;
}

/** Waits until `probe` answers something other than undefined. @throws after 100 s */
export async function eventually<T>(probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 100_000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
