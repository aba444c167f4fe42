import { describe, expect, it } from 'vitest';
import { loadSentence } from './circumstances.js';
import { DEFAULT_POLICY, OTHER_POLICIES } from './policy.js';
import { replay, storedDecisionOf } from './replay.js';

const yes = { holds: true, reasons: ['yes'] };
const no = { holds: false, reasons: ['no'] };
const SIMPLE = { safe: yes, simple: yes, complex: no, browserCompatible: yes };
const IDLE = { queueDepth: 0, runningCount: 0, laneCount: 2 };

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
  const against = (strategy: 'client' | 'hybrid', isPossible: boolean, ...reasons: string[]) => ({
    strategy,
    isPossible,
    reasons,
  });
  const wasWarm = [against('client', false, 'Hidden tests'), against('hybrid', true, 'n^3')];
  const wasLong = [against('client', true, '150 lines'), against('hybrid', false, 'Nothing was ready')];
  const decisions = [
    storedDecisionOf({ ...row, id: 'passes', alternatives: wasWarm, testResults: [passed, secret] }, facts),
    storedDecisionOf({ ...row, id: 'fails', testResults: [failed] }, facts),
    storedDecisionOf({ ...row, id: 'run', alternatives: wasLong, isCustomTest: true, testResults: [passed] }, facts),
  ];

  it('shows what each policy would have cost the server, and where it decides otherwise', () => {
    const [byDefault, allServer] = replay(decisions, [DEFAULT_POLICY, ...OTHER_POLICIES]);
    expect(allServer).toMatchObject({
      policy: 'server only',
      counts: { client: 0, server: 2, hybrid: 1 },
      keptOffServerCount: 0,
      serverCpuMs: 80 + 60 + 60,
    });
    expect(byDefault).toMatchObject({
      counts: { client: 1, server: 1, hybrid: 1 },
      keptOffServerCount: 2,
      serverCpuMs: 80,
    });
  });

  it('tells of each changed decision what had spoken against it at the time', () => {
    const [byDefault] = replay(decisions);
    expect(byDefault?.changed).toMatchObject([
      { id: 'passes', from: 'server', to: 'hybrid', objections: ['n^3'] },
      { id: 'run', from: 'server', to: 'client', objections: ['150 lines'] },
    ]);
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
