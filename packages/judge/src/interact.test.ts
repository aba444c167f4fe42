import type { Verdict } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { deciding, keptWaiting } from './interact.js';
import { turnsOf } from './transcript.js';

type Answer = 'Accepted' | 'Wrong Answer' | 'Internal Error';

describe('Of a program and its interactor', () => {
  it.each<[string, Verdict | undefined, Answer, 'first' | 'second', 'the program' | 'the interactor']>([
    ['the interactor that rejected first', 'Runtime Error', 'Wrong Answer', 'second', 'the interactor'],
    [
      'the interactor that rejected first, however long the program went on',
      'Time Limit Exceeded',
      'Wrong Answer',
      'second',
      'the interactor',
    ],
    ['the interactor that failed first', 'Runtime Error', 'Internal Error', 'second', 'the interactor'],
    ['the program that crashed after it was accepted', 'Runtime Error', 'Accepted', 'second', 'the program'],
    ['the program that was too slow after it was accepted', 'Time Limit Exceeded', 'Accepted', 'second', 'the program'],
    ['the program that crashed first', 'Runtime Error', 'Wrong Answer', 'first', 'the program'],
    [
      'the program that crashed first, even if the interactor then failed',
      'Runtime Error',
      'Internal Error',
      'first',
      'the program',
    ],
    ['the program that was too slow', 'Time Limit Exceeded', 'Wrong Answer', 'first', 'the program'],
    ['the interactor when the program ended well before it', undefined, 'Wrong Answer', 'first', 'the interactor'],
    ['the interactor when all ended well', undefined, 'Accepted', 'second', 'the interactor'],
  ])('%s decides', (_what, verdict, answer, endedFirst, who) => {
    const decided = deciding({ verdict }, { verdict: answer }, endedFirst);
    expect(decided).toEqual(who === 'the interactor' ? { verdict: answer } : undefined);
  });
});

describe('A program that ran out of time on the clock', () => {
  const usage = { cpuTimeMs: 0, wallTimeMs: 1000, memoryBytes: 0, stdoutBytes: 0, stderrBytes: 0 };
  const was = (kind: 'wall-limit' | 'cpu-limit', idleTimeMs: number) =>
    keptWaiting({ run: { report: { exit: { kind } } }, interactorUsage: { ...usage, idleTimeMs } });

  it('was kept waiting by an interactor that was busy, not by one that waited too', () => {
    expect(was('wall-limit', 100)).toBe(true);
    expect(was('wall-limit', 990)).toBe(false);
    expect(was('cpu-limit', 100)).toBe(false);
  });
});

describe('A transcript', () => {
  const turns = (order: string, program: string, interactor: string) =>
    turnsOf(order, Buffer.from(program), Buffer.from(interactor));

  it('puts what was said in its order, and what nobody answered in between together', () => {
    expect(turns('> 2\n> 2\n< 3\n>.\n< 1\n<.\n', '1\n2\n', 'ok\n!')).toEqual([
      { from: 'program', text: '1\n2\n' },
      { from: 'interactor', text: 'ok\n!' },
    ]);
  });

  it('leaves out what was not kept, and shows no NUL', () => {
    expect(turns('> 4\n< 9\n> 5\n', 'a\0b', '')).toEqual([{ from: 'program', text: 'a\uFFFDb' }]);
  });
});
