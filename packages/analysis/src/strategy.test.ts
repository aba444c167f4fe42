import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, OTHER_POLICIES } from './policy.js';
import { replay, storedDecisionOf } from './replay.js';
import {
  callerSentence,
  chooseStrategy,
  loadOf,
  loadOfReasons,
  loadSentence,
  objectionsToClaim,
  type RoutingFacts,
  runtimesOfReasons,
} from './strategy.js';

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
    ['a caller that names no runtime', { clientRuntimes: [] }, 'The caller named no runtime of its own'],
    [
      'a caller without an engine for the language',
      { clientRuntimes: ['javascript'] },
      'The caller named no runtime for python',
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

  it('says hybrid only where the server compiles ahead, and not for what is complex or unsafe', () => {
    const ahead = { ...IDLE, compilesAhead: true };
    const submit = { ...RUN, needsHiddenTests: true };
    expect(chooseStrategy({ ...submit, system: ahead }).strategy).toBe('hybrid');
    expect(chooseStrategy({ ...submit, system: ahead, code: COMPLEX }).strategy).toBe('server');
    expect(chooseStrategy({ ...submit, system: ahead, code: UNSAFE }).strategy).toBe('server');
    expect(chooseStrategy({ ...submit, system: IDLE }).strategy).toBe('server');
  });

  it('always gives a reason and the two other strategies', () => {
    for (const code of [SIMPLE, MEDIUM, COMPLEX, UNSAFE, undefined]) {
      for (const needsHiddenTests of [true, false]) {
        for (const system of [BUSY, IDLE, { ...IDLE, compilesAhead: true }]) {
          const { strategy, reasons, alternatives } = chooseStrategy({ ...RUN, code, needsHiddenTests, system });
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

describe('load', () => {
  it('is above the threshold only with busy lanes and a queue', () => {
    expect(loadOf(IDLE)).toBe(0);
    expect(loadOf({ queueDepth: 0, runningCount: 2, laneCount: 2 })).toBe(0.5);
    expect(loadOf({ queueDepth: 8, runningCount: 2, laneCount: 2 })).toBe(1);
    expect(loadOf({ queueDepth: 0, runningCount: 0, laneCount: 0 })).toBe(1);
  });

  it('is read back from the sentence that tells it', () => {
    for (const load of [BUSY, IDLE, { queueDepth: 3, runningCount: 1, laneCount: 1 }]) {
      expect(loadOfReasons(['Short', loadSentence(load)])).toEqual(load);
    }
    expect(loadOfReasons(['Short'])).toBeUndefined();
  });
});

describe("the caller's engines", () => {
  it('are read back from the sentence that tells them', () => {
    const sentence = callerSentence(['javascript', 'python', 'python', 'odd, name', '']);
    expect(runtimesOfReasons(['Short', sentence as string])).toEqual(['javascript', 'python']);
    expect(callerSentence([])).toBeUndefined();
    expect(runtimesOfReasons(['Short'])).toEqual([]);
  });
});

describe('objectionsToClaim', () => {
  it('names what the engine could get wrong, and nothing of how large or hidden the task is', () => {
    expect(objectionsToClaim({ ...RUN, needsHiddenTests: true, code: MEDIUM })).toEqual([]);
    expect(objectionsToClaim({ ...RUN, code: UNSAFE })).toEqual(['opens a file']);
    expect(objectionsToClaim({ ...RUN, code: { ...SIMPLE, browserCompatible: no } })).toEqual(['no']);
    expect(objectionsToClaim({ ...RUN, problem: { customChecker: true } })).toHaveLength(1);
    expect(objectionsToClaim({ ...RUN, code: undefined })).toHaveLength(1);
  });
});

describe('replay', () => {
  const TEST = { wallTimeMs: 1, memoryBytes: 1 };
  const row = {
    language: 'python',
    isCustomTest: false,
    strategy: 'server' as const,
    reasons: [loadSentence(IDLE)],
    compile: { ok: true, output: '', cpuTimeMs: 50, cached: false },
  };
  const passed = { name: 'sample/1', verdict: 'Accepted' as const, cpuTimeMs: 10, ...TEST };
  const failed = { name: 'sample/1', verdict: 'Wrong Answer' as const, cpuTimeMs: 10, ...TEST };
  const secret = { name: 'secret/1', verdict: 'Accepted' as const, cpuTimeMs: 20, ...TEST };
  const facts = { code: { ...SIMPLE } as never, clientRuntimes: ['python'] };
  const decisions = [
    storedDecisionOf({ ...row, id: 'passes', testResults: [passed, secret] }, facts),
    storedDecisionOf({ ...row, id: 'fails', testResults: [failed] }, facts),
    storedDecisionOf({ ...row, id: 'run', isCustomTest: true, testResults: [passed] }, facts),
  ];

  it('shows what each policy would have cost the server, and where it decides otherwise', () => {
    const [byDefault, allServer] = replay(decisions, [DEFAULT_POLICY, ...OTHER_POLICIES]);
    expect(allServer).toMatchObject({
      policy: 'server only',
      counts: { client: 0, server: 0, hybrid: 3 },
      keptOffServerCount: 0,
      serverCpuMs: 80 + 60 + 60,
    });
    expect(byDefault).toMatchObject({
      counts: { client: 1, server: 0, hybrid: 2 },
      keptOffServerCount: 2,
      serverCpuMs: 80,
    });
    const toClient = byDefault?.changed.filter(({ to }) => to === 'client');
    expect(toClient).toMatchObject([{ id: 'run', from: 'server', to: 'client' }]);
  });

  it('takes a compilation out of the cache as free, and the load from the reasons', () => {
    const cached = storedDecisionOf(
      { ...row, id: 'x', compile: { ...row.compile, cached: true }, testResults: [passed] },
      facts,
    );
    expect(cached.serverCpuMs).toBe(10);
    expect(cached.facts.system).toMatchObject(IDLE);
  });
});
