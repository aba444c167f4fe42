/** The hostile suite held against the incidents that it is for. */
import { expect, test } from 'vitest';
import { INCIDENTS } from './hostile-incidents.js';
import { programsIn, words } from './hostile-program.js';

const programs = (['', 'compiler', 'elf', 'leaks', 'storms'] as const).flatMap((folder) => programsIn(folder));
const named = new Map(programs.map((program) => [program.name, words(program.header('Incident'))]));

test.each(INCIDENTS)('$id has a program: $mechanism', ({ id }) => {
  expect([...named].filter(([, incidents]) => incidents.includes(id))).not.toEqual([]);
});

test('every program names incidents that are in the table', () => {
  const known = new Set(INCIDENTS.map(({ id }) => id));
  const unknown = [...named].filter(
    ([, incidents]) => incidents.length === 0 || !incidents.every((id) => known.has(id)),
  );
  expect(unknown).toEqual([]);
  expect(known.size).toBe(INCIDENTS.length);
});

test('every program says what it attacks', () => {
  const attacks = programs.map((program) => program.header('Attack') ?? '');
  expect(attacks.filter((attack) => attack.length < 6)).toEqual([]);
});

test('there are at least 250 programs, in every language that is judged', () => {
  expect(programs.length).toBeGreaterThanOrEqual(250);
  const extensions = new Set(programs.map((program) => program.extension));
  expect([...extensions].sort()).toEqual(['c', 'cpp', 'elf', 'java', 'js', 'py', 'rs']);
});
