/** Ways to use up time, memory and output, and how each ends. */
import { type Attempt, tries } from './attempt.js';

export const EXHAUSTION: (Attempt & { ends: string[] })[] = [
  { ...tries('an infinite loop', `for (;;);`), ends: ['time-limit'] },
  {
    ...tries(
      'an infinite loop that catches everything',
      `for (;;) { try { for (;;); } catch {} finally { continue; } }`,
    ),
    ends: ['time-limit'],
  },
  { ...tries('infinite microtasks', `const f = () => Promise.resolve().then(f); await f();`), ends: ['time-limit'] },
  {
    ...tries('infinite ticks', `const f = () => process.nextTick(f); f(); await new Promise(() => {});`),
    ends: ['time-limit'],
  },
  { ...tries('infinite timers', `setInterval(() => {}, 0); await new Promise(() => {});`), ends: ['time-limit'] },
  { ...tries('an infinite regular expression', `/^(a+)+$/.test('a'.repeat(50) + 'b');`), ends: ['time-limit'] },
  {
    ...tries(
      'an infinite getter in what is printed',
      `console.log({ get x() { for (;;); } , [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } });`,
    ),
    ends: ['time-limit'],
  },
  {
    ...tries(
      'an infinite getter in what is thrown',
      `throw Object.defineProperty(new Error(), 'stack', { get() { for (;;); } });`,
    ),
    ends: ['time-limit'],
  },
  { ...tries('infinite output', `for (;;) console.log('x'.repeat(1000));`), ends: ['output-limit'] },
  {
    ...tries(
      'infinite output that catches the end',
      `for (;;) try { process.stdout.write('x'.repeat(1000)); } catch {}`,
    ),
    ends: ['output-limit'],
  },
  {
    ...tries('infinite errors', `for (let i = 0; i < 1e5; i++) console.error('x'.repeat(1000)); process.exit(1);`),
    ends: ['exited'],
  },
  {
    ...tries('one output of a gigabyte', `process.stdout.write('x'.repeat(2 ** 29 - 24));`),
    ends: ['output-limit', 'lost', 'unsupported'],
  },
  { ...tries('a buffer beyond the memory', `new ArrayBuffer(2 ** 33);`), ends: ['unsupported', 'exited'] },
  { ...tries('endless recursion', `(function f() { f(); })();`), ends: ['exited'] },
];
