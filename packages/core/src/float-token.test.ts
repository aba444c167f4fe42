import { expect, it } from 'vitest';
import { floatOfToken } from './float-token.js';

// What glibc's sscanf("%lf%10s") answers, taken from a C program on Debian 12.
it.each([
  ['1e', 1],
  ['1e+', 1],
  ['0x10', 16],
  ['0x1p', 1],
  ['0x1p3', 8],
  ['0x.8', 0.5],
  ['0x1.8p-1', 0.75],
  ['-0x1P+2', -4],
  ['0x1e', 30],
  ['0X1', 1],
  ['5.', 5],
  ['.5', 0.5],
  ['+.5e3', 500],
  ['1e-400', 0],
  ['00012', 12],
])('takes %s for a number as C does', (token, value) => {
  expect(floatOfToken(token)).toBe(value);
});

it.each([
  '0x',
  '0xg',
  'inf',
  'infinity',
  'infin',
  'nan',
  'nan(1)',
  '.',
  '+',
  '-',
  '1e400',
  '1_0',
  '1,5',
  '1e5x',
  '1e5.5',
])('takes %s for a word', (token) => {
  expect(floatOfToken(token)).toBeUndefined();
});

it.each(['1.2.3', '--1', '+-1', '1d5', '', ' 1', '1 '])('takes %j for a word', (token) => {
  expect(floatOfToken(token)).toBeUndefined();
});

it('decides on a very long token at once', () => {
  const digits = '1'.repeat(1_000_000);
  expect(floatOfToken(`${digits}x`)).toBeUndefined();
  expect(floatOfToken(`0.${digits}x`)).toBeUndefined();
  expect(floatOfToken(`0x${digits}.${digits}x`)).toBeUndefined();
  expect(floatOfToken(`0.${digits}`)).toBeCloseTo(1 / 9);
});
