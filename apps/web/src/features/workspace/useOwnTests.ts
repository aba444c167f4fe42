/** A person's own tests of one problem, kept in this browser. */
import { MAX_CUSTOM_TESTS } from '@letscode/core';
import { useState } from 'react';
import { z } from 'zod';
import { userId } from '../../identity/userId.js';
import { readJson, writeJson } from '../../settings/storage.js';
import { t } from '../../strings/t.js';
import { problemKey } from '../editor/drafts.js';

const ownTestSchema = z.object({
  /** Unique among the tests of this problem. */
  id: z.string(),
  name: z.string(),
  input: z.string(),
  /** Without it the program just runs. */
  expected: z.string().optional(),
});

export type OwnTest = z.infer<typeof ownTestSchema>;

export interface OwnTests {
  list: readonly OwnTest[];
  /** How many more fit into one request beside the samples. */
  room: number;
  /** @returns the id of the new test */
  add: (test: Partial<Omit<OwnTest, 'id'>>) => string;
  change: (id: string, change: Partial<Omit<OwnTest, 'id'>>) => void;
  remove: (id: string) => void;
  /** Puts a removed test back at its place. */
  restore: (test: OwnTest, index: number) => void;
}

export function useOwnTests(problemId: string, sampleCount: number): OwnTests {
  const key = problemKey('tests', userId(), problemId);
  const [list, setList] = useState<readonly OwnTest[]>(() => readJson(key, z.array(ownTestSchema)) ?? []);
  const keep = (next: readonly OwnTest[]) => {
    writeJson(key, next);
    setList(next);
  };
  return {
    list,
    room: MAX_CUSTOM_TESTS - sampleCount - list.length,
    add: ({ name, input = '', expected }) => {
      const id = `own-${Date.now().toString(36)}-${list.length}`;
      keep([...list, { id, name: name ?? t('tests.defaultName', { n: freeNumber(list) }), input, expected }]);
      return id;
    },
    change: (id, change) => keep(list.map((test) => (test.id === id ? { ...test, ...change } : test))),
    remove: (id) => keep(list.filter((test) => test.id !== id)),
    restore: (test, index) => keep(list.toSpliced(index, 0, test)),
  };
}

/** The lowest number that no test with a default name has. */
function freeNumber(list: readonly OwnTest[]): number {
  const taken = new Set(list.map(({ name }) => name));
  let n = 1;
  while (taken.has(t('tests.defaultName', { n }))) n += 1;
  return n;
}
