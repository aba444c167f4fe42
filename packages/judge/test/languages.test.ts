import { loadLanguages, resolveLanguage } from '@letscode/languages';
import { describe, expect, it } from 'vitest';
import { createProver } from '../src/index.js';
import { EXPECTED_LANGUAGES, FURTHER_PROGRAMS } from './further-programs.js';
import { PROGRAMS, type Programs } from './programs.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

const TESTS = [
  { input: '1 2\n', answer: '3\n', isSample: true },
  { input: '20 22\n', answer: '42\n' },
];

const ALL: Record<string, Programs> = { ...PROGRAMS, ...FURTHER_PROGRAMS };
const expected = new Set([...Object.keys(PROGRAMS), ...EXPECTED_LANGUAGES]);
const found = await Promise.all(
  loadLanguages().map((each) => resolveLanguage(each, { searchPath: (process.env.PATH ?? '').split(':') })),
);
const installed = new Set(found.flatMap(({ ok, definition }) => (ok ? [definition.id] : [])));
const isTried = (language: string) => expected.has(language) || installed.has(language);

describe.skip.for(Object.keys(ALL).filter((language) => !isTried(language)))('%s, which is not installed here', () => {
  it('is tried where it is');
});

/** They find a fault in a program only when they come to it. */
const WITHOUT_CHECK = new Set(['awk']);

describe.for(Object.keys(ALL).filter(isTried))('%s', (language) => {
  const programs = ALL[language] as Programs;
  /** The time is ample where it isn't the matter: a busy machine makes everything dearer. */
  const statusOf = async (code: string, cpuTimeMs = 20_000) => {
    const limits = { cpuTimeMs, wallTimeMs: cpuTimeMs * 3, memoryBytes: 128 * 1024 * 1024 };
    const outcome = await bench.submit(language, code, TESTS, { limits });
    return { status: outcome.verdict.status, outcome };
  };

  it('is installed here and proves itself', async () => {
    const definition = bench.languages.find((each) => each.id === language);
    expect(definition, `${language} is not installed`).toBeDefined();
    if (!definition) return;
    const prove = createProver({ runner: bench.sandbox, scratchFolder: bench.scratchFolder });
    expect(await prove(definition)).toEqual({ ok: true });
  });

  it('accepts a right program under all six layers', async () => {
    const { status, outcome } = await statusOf(programs.accepted);
    expect(status, JSON.stringify(outcome, null, 1)).toBe('Accepted');
    expect(outcome.verdict).toMatchObject({ passedCount: 2, testCount: 2 });
    expect(outcome.layers).toHaveLength(6);
    expect(outcome.testResults.every((result) => result.violations === undefined)).toBe(true);
  });

  it('calls a wrong answer wrong, on the first test', async () => {
    const { status, outcome } = await statusOf(programs.wrong);
    expect(status, JSON.stringify(outcome, null, 1)).toBe('Wrong Answer');
    expect(outcome.testResults.map((result) => result.verdict)).toEqual(['Wrong Answer', 'Skipped']);
  });

  it('calls a crash a runtime error', async () => {
    const { status, outcome } = await statusOf(programs.crash);
    expect(status, JSON.stringify(outcome, null, 1)).toBe('Runtime Error');
  });

  it.skipIf(WITHOUT_CHECK.has(language))(
    'reports a compile error with its line and without paths of the box',
    async () => {
      const { status, outcome } = await statusOf(programs.syntaxError);
      expect(status).toBe('Compilation Error');
      expect(outcome.compile?.ok).toBe(false);
      expect(outcome.compile?.output).toMatch(new RegExp(`main\\.\\w+:${programs.syntaxErrorLine}:`, 'i'));
      expect(outcome.compile?.output).not.toContain('/src/');
      expect(outcome.testResults.map((result) => result.verdict)).toEqual(['Skipped', 'Skipped']);
    },
  );

  it('stops an endless program at the CPU limit', async () => {
    const { status, outcome } = await statusOf(programs.endless, 1_000);
    expect(status, JSON.stringify(outcome, null, 1)).toBe('Time Limit Exceeded');
    expect(outcome.testResults[0]?.message).toContain('CPU time');
  });

  it('stops a program that takes too much memory', async () => {
    const { status, outcome } = await statusOf(programs.hungry);
    expect(status, JSON.stringify(outcome, null, 1)).toBe('Memory Limit Exceeded');
  });
});
