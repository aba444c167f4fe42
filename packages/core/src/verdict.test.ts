import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Usage } from './limits.js';
import type { ExitReason } from './run.js';
import { gravestVerdict, PRECEDENCE, verdictOfRun, verdictOfTests } from './verdict.js';

const usage: Usage = { cpuTimeMs: 10, wallTimeMs: 10, memoryBytes: 1024, stdoutBytes: 3, stderrBytes: 0 };
const exited: ExitReason = { kind: 'exited', code: 0 };

describe('verdictOfRun', () => {
  it('leaves a clean run inside its limits to the checker', () => {
    expect(verdictOfRun(exited, usage, DEFAULT_LIMITS)).toBeUndefined();
  });

  it('counts limits as inclusive', () => {
    const atLimit = { ...usage, cpuTimeMs: DEFAULT_LIMITS.cpuTimeMs, memoryBytes: DEFAULT_LIMITS.memoryBytes };
    expect(verdictOfRun(exited, atLimit, DEFAULT_LIMITS)).toBeUndefined();
    expect(verdictOfRun(exited, { ...atLimit, cpuTimeMs: atLimit.cpuTimeMs + 1 }, DEFAULT_LIMITS)).toBe(
      'Time Limit Exceeded',
    );
  });

  it('makes nothing of wall time alone, which a busy machine stretches', () => {
    const slow = { ...usage, wallTimeMs: DEFAULT_LIMITS.wallTimeMs * 3 };
    expect(verdictOfRun(exited, slow, DEFAULT_LIMITS)).toBeUndefined();
  });

  it('judges by the final usage a program that finished just past its limit', () => {
    const over = { ...usage, memoryBytes: DEFAULT_LIMITS.memoryBytes + 1 };
    expect(verdictOfRun(exited, over, DEFAULT_LIMITS)).toBe('Memory Limit Exceeded');
  });

  it.each<[ExitReason, string]>([
    [{ kind: 'exited', code: 3 }, 'Runtime Error'],
    [{ kind: 'signaled', signal: 'SIGSEGV' }, 'Runtime Error'],
    [{ kind: 'cpu-limit' }, 'Time Limit Exceeded'],
    [{ kind: 'wall-limit' }, 'Time Limit Exceeded'],
    [{ kind: 'memory-limit' }, 'Memory Limit Exceeded'],
    [{ kind: 'output-limit' }, 'Output Limit Exceeded'],
    [{ kind: 'syscall-refused', syscall: 'bpf' }, 'Security Violation'],
    [{ kind: 'sandbox-fault', detail: 'mount: EPERM' }, 'Internal Error'],
  ])('calls %j a %s', (exit, verdict) => {
    expect(verdictOfRun(exit, usage, DEFAULT_LIMITS)).toBe(verdict);
  });

  it('never blames the user for a fault of ours, whatever else happened', () => {
    const everything = { ...usage, cpuTimeMs: 1e9, memoryBytes: 1e12 };
    expect(verdictOfRun({ kind: 'sandbox-fault', detail: '' }, everything, DEFAULT_LIMITS)).toBe('Internal Error');
  });

  it('fails closed on an exit that it does not know', () => {
    const unknown = { kind: 'something new' } as unknown as ExitReason;
    expect(verdictOfRun(unknown, usage, DEFAULT_LIMITS)).toBe('Internal Error');
  });
});

describe('gravestVerdict', () => {
  it('is one of the given verdicts, and none of them comes before it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRECEDENCE), { minLength: 1 }), (verdicts) => {
        const gravest = gravestVerdict(verdicts);
        const rank = PRECEDENCE.indexOf(gravest);
        return verdicts.includes(gravest) && verdicts.every((verdict) => PRECEDENCE.indexOf(verdict) >= rank);
      }),
    );
  });

  it('is Internal Error for nothing at all', () => {
    expect(gravestVerdict([])).toBe('Internal Error');
  });
});

describe('verdictOfTests', () => {
  it('is the verdict of the first test that is not Accepted, even when a graver one follows', () => {
    expect(verdictOfTests(['Accepted', 'Wrong Answer', 'Runtime Error'])).toBe('Wrong Answer');
  });

  it('is Accepted when every test that ran was', () => {
    expect(verdictOfTests(['Accepted', 'Accepted', 'Skipped'])).toBe('Accepted');
  });

  it('is never Accepted when nothing ran', () => {
    expect(verdictOfTests([])).toBe('Internal Error');
    expect(verdictOfTests(['Skipped'])).toBe('Internal Error');
  });
});
