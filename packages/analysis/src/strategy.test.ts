import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from './policy.js';
import { chooseStrategy, type RoutingFacts } from './strategy.js';

const yes = { holds: true, reasons: ['yes'] };
const no = { holds: false, reasons: ['no'] };
const SIMPLE = { safe: yes, simple: yes, complex: no, browserCompatible: yes };
const MEDIUM = { ...SIMPLE, simple: { holds: false, reasons: ['150 lines'] } };
const COMPLEX = { ...MEDIUM, complex: { holds: true, reasons: ['n^4'] } };
const UNSAFE = { ...SIMPLE, safe: { holds: false, reasons: ['opens a file'] } };
const BUSY = { queueDepth: 100, runningCount: 2, laneCount: 2 };
const IDLE = { queueDepth: 0, runningCount: 0, laneCount: 2 };

const RUN: RoutingFacts = {
  language: 'python',
  clientRuntimes: ['pyodide'],
  needsHiddenTests: false,
  code: SIMPLE,
  system: IDLE,
};

describe('chooseStrategy', () => {
  it('lets the browser run what is safe, simple and at home there', () => {
    expect(chooseStrategy(RUN)).toMatchObject({ strategy: 'client', samplesInBrowser: true });
  });

  it('keeps hidden tests on the server and says so, and lets the browser have the samples first', () => {
    const decision = chooseStrategy({ ...RUN, needsHiddenTests: true });
    expect(decision).toMatchObject({ strategy: 'server', samplesInBrowser: true });
    expect(decision.reasons).toContain('Judged on hidden tests, which never leave the server');
    expect(decision.alternatives.find(({ strategy }) => strategy === 'client')?.isPossible).toBe(false);
  });

  it.each<[string, Partial<RoutingFacts>, string]>([
    ['a caller that names no runtime', { clientRuntimes: [] }, 'The browser did not offer to run programs'],
    [
      'a caller without an engine for the language',
      { clientRuntimes: ['javascript'] },
      'The browser did not offer to run python',
    ],
    ['a language that no browser runs', { language: 'java' }, 'No engine in the browser runs java'],
    [
      'an interactive problem',
      { problem: { interactive: true } },
      'The problem is interactive: its interactor runs on the server',
    ],
    [
      'a problem of several passes',
      { problem: { multiPass: true } },
      'The problem runs programs several times, which the server does',
    ],
    ['a checker of the author', { problem: { customChecker: true } }, "The problem's own checker runs on the server"],
    ['a program that was not read', { code: undefined }, 'The program was not read'],
    ['an unsafe program', { code: UNSAFE }, 'opens a file'],
    ['a program that is not simple', { code: MEDIUM }, '150 lines'],
    ['a program that the engine would run otherwise', { code: { ...SIMPLE, browserCompatible: no } }, 'no'],
  ])('sends %s to the server', (_what, change, reason) => {
    const decision = chooseStrategy({ ...RUN, ...change });
    expect(decision.strategy).toBe('server');
    expect(decision.reasons).toContain(reason);
  });

  it('refuses the browser a memory limit that it is not trusted with, and takes one that it is', () => {
    const of = (memoryBytes: number) => chooseStrategy({ ...RUN, problem: { memoryBytes } }).strategy;
    expect(of(DEFAULT_POLICY.clientMaxMemoryBytes)).toBe('client');
    expect(of(DEFAULT_POLICY.clientMaxMemoryBytes + 1)).toBe('server');
    expect(of(DEFAULT_POLICY.clientMinMemoryBytes)).toBe('client');
    expect(of(DEFAULT_POLICY.clientMinMemoryBytes - 1)).toBe('server');
  });

  it('keeps safe programs off an overloaded server even when they are not simple, unsafe ones never', () => {
    expect(chooseStrategy({ ...RUN, code: MEDIUM, system: BUSY }).strategy).toBe('client');
    expect(chooseStrategy({ ...RUN, code: COMPLEX, system: BUSY }).strategy).toBe('client');
    expect(chooseStrategy({ ...RUN, code: UNSAFE, system: BUSY }).strategy).toBe('server');
    expect(chooseStrategy({ ...RUN, code: { ...MEDIUM, browserCompatible: no }, system: BUSY }).strategy).toBe(
      'server',
    );
  });

  it('says hybrid where sandboxes were warm, but not for what is complex or unsafe', () => {
    const submit = { ...RUN, needsHiddenTests: true, ahead: { isCompiled: false, isWarm: true } };
    expect(chooseStrategy(submit)).toMatchObject({
      strategy: 'hybrid',
      reasons: ['Judged on hidden tests, which never leave the server', 'Sandboxes of its language were warm'],
    });
    expect(chooseStrategy({ ...submit, code: COMPLEX }).strategy).toBe('server');
    expect(chooseStrategy({ ...submit, code: UNSAFE }).strategy).toBe('server');
  });

  it('says hybrid of every program that was compiled while it was typed', () => {
    for (const code of [SIMPLE, COMPLEX, UNSAFE, undefined]) {
      const ahead = { isCompiled: true, isWarm: false };
      const { strategy, reasons } = chooseStrategy({ ...RUN, needsHiddenTests: true, code, ahead });
      expect([strategy, reasons.at(-1)]).toEqual(['hybrid', 'Compiled while it was typed']);
    }
  });

  it('does not say hybrid where nothing was ready, and says that', () => {
    for (const ahead of [undefined, { isCompiled: false, isWarm: false }]) {
      const { strategy, alternatives } = chooseStrategy({
        ...RUN,
        needsHiddenTests: true,
        ...(ahead ? { ahead } : {}),
      });
      expect(strategy).toBe('server');
      expect(alternatives.find((other) => other.strategy === 'hybrid')).toMatchObject({
        isPossible: false,
        reasons: [expect.stringContaining('Nothing was ready')],
      });
    }
  });

  it('doubts a browser whose Python is another than that of the server, and no other for its patches', () => {
    const of = (version: string) =>
      chooseStrategy({ ...RUN, installed: { name: 'Python 3', version, clientRuntime: 'python' } });
    expect(of('Python 3.11.2').strategy).toBe('client');
    expect(of('Python 3.13.5')).toMatchObject({
      strategy: 'server',
      samplesInBrowser: false,
      reasons: ['Python 3 is 3.11 in the browser and 3.13 on the server: they may differ'],
    });
    expect(of('Python 3.1.1').strategy).toBe('server');
  });

  it('keeps from the browser what this installation prepares no engine or module for', () => {
    const cpp = { ...RUN, language: 'cpp', clientRuntimes: ['cpp'] };
    const of = (clientRuntime?: 'wasi') =>
      chooseStrategy({ ...cpp, installed: { name: 'C++', version: 'g++ 12.2', clientRuntime } });
    expect(of('wasi').strategy).toBe('client');
    expect(of()).toMatchObject({ strategy: 'server', reasons: ['This installation prepares no C++ for browsers'] });
  });

  it('keeps from the browser a program whose module may come out otherwise, and says where', () => {
    const moduleDoubts = [{ line: 7, message: 'long is 32 bits there' }];
    expect(chooseStrategy({ ...RUN, language: 'cpp', clientRuntimes: ['cpp'], moduleDoubts })).toMatchObject({
      strategy: 'server',
      reasons: ['May come out otherwise in a browser: long is 32 bits there (line 7)'],
    });
  });

  it('always gives a reason and the two other strategies', () => {
    for (const code of [SIMPLE, MEDIUM, COMPLEX, UNSAFE, undefined]) {
      for (const needsHiddenTests of [true, false]) {
        for (const ahead of [
          { isCompiled: false, isWarm: false },
          { isCompiled: false, isWarm: true },
          { isCompiled: true, isWarm: false },
        ]) {
          const { strategy, reasons, alternatives } = chooseStrategy({ ...RUN, code, needsHiddenTests, ahead });
          expect(reasons.length).toBeGreaterThan(0);
          expect([strategy, ...alternatives.map((other) => other.strategy)].sort()).toEqual([
            'client',
            'hybrid',
            'server',
          ]);
          for (const other of alternatives) expect(other.reasons.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
