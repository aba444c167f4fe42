import { expect, it } from 'vitest';
import { asMarkdown, asText, shown, targetRow } from './tables.js';

const table = {
  title: 'Times',
  note: 'In turns.',
  head: ['', 'ms'],
  rows: [
    ['bare', '0.80'],
    ['a|b', '12.00'],
  ],
};

it('writes a table as Markdown that keeps its columns', () => {
  expect(asMarkdown(table)).toBe(
    '### Times\n\nIn turns.\n\n|  | ms |\n| --- | ---: |\n| bare | 0.80 |\n| a\\|b | 12.00 |',
  );
});

it('writes a table for a terminal with figures to the right', () => {
  expect(asText(table)).toBe('Times\nIn turns.\n         ms\nbare   0.80\na|b   12.00');
});

it('says whether a figure is within its bound, the bound included, and a dash for none', () => {
  expect(targetRow('warm', 1.75, 1.75, '×')).toEqual(['warm', '1.75 ×', '≤ 1.75 ×', 'yes']);
  expect(targetRow('warm', 1.76, 1.75, '×')[3]).toBe('no');
  expect(targetRow('warm', Number.NaN, 1.75, '×')[3]).toBe('no');
  expect(shown(undefined)).toBe('–');
});
