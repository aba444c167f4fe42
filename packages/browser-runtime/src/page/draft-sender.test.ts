import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Draft, DraftSender, PAUSE_MS, SHORT_PAUSE_MS, SHORT_PAUSES_A_MINUTE } from './draft-sender.js';

let sent: Draft[];
let signals: AbortSignal[];
let answer: () => Promise<{ state: 'queued' | 'ready' | 'declined' }>;
let broken: Set<string>;
/** In a language without a grammar. */
let unread: Set<string>;
let sender: DraftSender;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  signals = [];
  broken = new Set();
  unread = new Set();
  answer = async () => ({ state: 'queued' });
  sender = new DraftSender({
    send: (draft, signal) => {
      sent.push(draft);
      signals.push(signal);
      return answer();
    },
    analyze: async (code) => ({ coverage: unread.has(code) ? 'none' : 'whole', parses: !broken.has(code) }),
    now: Date.now,
  });
});
afterEach(() => {
  sender.stop();
  vi.useRealTimers();
});

const type = (code: string, language = 'python') => sender.typed({ problemId: 'sum', language, code });
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const codes = () => sent.map(({ code }) => code);

describe('sending drafts', () => {
  it('waits for a pause in typing, and sends the latest code once', async () => {
    for (const code of ['1', '12', '123']) {
      type(code);
      await wait(SHORT_PAUSE_MS - 1);
    }
    expect(sent).toEqual([]);
    await wait(1);
    expect(sent).toEqual([{ problemId: 'sum', language: 'python', code: '123' }]);
    type('123 ');
    type('123');
    await wait(PAUSE_MS);
    expect(codes()).toEqual(['123']);
  });

  it.each([
    ['a new line', 'a;\n}', 'a;\n  \n}'],
    ['a blank', 'a;', 'a; '],
    ['a letter', 'int i;', 'int in;'],
    ['an operator', 'a;', 'a+;'],
  ])('waits longer after %s, which is seldom the last', async (_what, before, after) => {
    type(before);
    type(after);
    await wait(PAUSE_MS - 1);
    expect(sent).toEqual([]);
    await wait(1);
    expect(codes()).toEqual([after]);
  });

  it.each([
    ['the end of a statement', 'a', 'a;'],
    ['a digit', 'i < 1;', 'i < 10;'],
    ['a deletion', 'i <= 1;', 'i < 1;'],
    ['a bracket', 'f(a', 'f(a)'],
  ])('waits a moment after %s, which may be the last', async (_what, before, after) => {
    type(before);
    type(after);
    await wait(SHORT_PAUSE_MS);
    expect(codes()).toEqual([after]);
  });

  it('waits longer when many drafts of the last minute came to nothing', async () => {
    for (let count = 0; count < SHORT_PAUSES_A_MINUTE; count += 1) {
      type(`a${count}`);
      await wait(SHORT_PAUSE_MS);
    }
    expect(sent).toHaveLength(SHORT_PAUSES_A_MINUTE);
    type('8');
    await wait(PAUSE_MS - 1);
    expect(sent).toHaveLength(SHORT_PAUSES_A_MINUTE);
    await wait(1);
    expect(codes().at(-1)).toBe('8');
    await wait(60_000);
    type('9');
    await wait(SHORT_PAUSE_MS);
    expect(codes().at(-1)).toBe('9');
  });

  it('sends nothing without a main where none compiles without', async () => {
    type('int twice(int n) { return 2 * n; }', 'cpp');
    await wait(PAUSE_MS);
    type('int main() {}', 'cpp');
    await wait(PAUSE_MS);
    expect(codes()).toEqual(['int main() {}']);
  });

  it('sends nothing that does not parse, and nothing that is empty', async () => {
    broken.add('int main( {');
    type('int main( {');
    await wait(PAUSE_MS);
    type(' \n');
    await wait(PAUSE_MS);
    expect(sent).toEqual([]);
  });

  it('sends what nobody here can parse', async () => {
    unread.add('(defun');
    broken.add('(defun');
    type('(defun');
    await wait(PAUSE_MS);
    expect(codes()).toEqual(['(defun']);
  });

  it('drops the request that is under way when typing goes on', async () => {
    answer = () => new Promise(() => {});
    type('a');
    await wait(PAUSE_MS);
    expect(signals[0]?.aborted).toBe(false);
    type('ab');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('is less eager the more often it is declined, and eager again when it is not', async () => {
    answer = async () => ({ state: 'declined' });
    type('1');
    await wait(SHORT_PAUSE_MS);
    type('2');
    await wait(SHORT_PAUSE_MS);
    expect(codes()).toEqual(['1']);
    answer = async () => ({ state: 'ready' });
    await wait(SHORT_PAUSE_MS);
    expect(codes()).toEqual(['1', '2']);
    type('3');
    await wait(SHORT_PAUSE_MS);
    expect(codes()).toEqual(['1', '2', '3']);
  });

  it('leaves a server alone that does not answer or has had enough', async () => {
    answer = async () => Promise.reject(new Error('429'));
    type('a');
    await wait(PAUSE_MS);
    answer = async () => ({ state: 'queued' });
    type('b');
    await wait(30_000);
    expect(codes()).toEqual(['a']);
    await wait(31_000);
    type('c');
    await wait(PAUSE_MS);
    expect(codes()).toEqual(['a', 'c']);
  });
});
