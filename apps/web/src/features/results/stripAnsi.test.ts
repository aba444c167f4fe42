import { expect, it } from 'vitest';
import { stripAnsi } from './stripAnsi.js';

it('leaves the words of a coloured compiler message', () => {
  const coloured = '\u001b[01m\u001b[Kmain.c:3:5:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[Kexpected';
  expect(stripAnsi(coloured)).toBe('main.c:3:5: error: expected');
});

it('removes links, bells and carriage returns, and keeps tabs and newlines', () => {
  expect(stripAnsi('\u001b]8;;https://x\u0007a\u001b]8;;\u0007\tb\r\n\u0007')).toBe('a\tb\n');
});
