import { describe, expect, it } from 'vitest';
import { mayRunInBrowser } from './route.js';

const plain = {
  limits: { cpuTimeMs: 1000, memoryBytes: 256 * 1024 * 1024, outputBytes: 1024 },
  comparison: { caseSensitive: false, spaceChangeSensitive: false },
};
const checked = [{ input: '1', expected: '1' }];

describe('the browser may run', () => {
  it('what the default checker compares', () => {
    expect(mayRunInBrowser(plain, 'javascript', checked)).toBe(true);
  });

  it('what nobody compares, whatever the checker', () => {
    expect(mayRunInBrowser({ ...plain, comparison: undefined }, 'javascript', [{ input: '1' }])).toBe(true);
  });
});

describe('the server alone runs', () => {
  it.each([
    ['what a checker of the package looks at', { comparison: undefined }],
    ['an interactive problem', { kind: { interactive: true, multiPass: false, scored: false } }],
    ['a multi-pass problem', { kind: { interactive: false, multiPass: true, scored: false } }],
    ['a language that the problem does not take', { languages: ['cpp'] }],
    ['a language that no engine of the browser runs', { language: 'java' }],
    ['a problem of very little memory', { limits: { ...plain.limits, memoryBytes: 16 * 1024 * 1024 } }],
  ])('%s', (_what, { language = 'javascript', ...facts }: Record<string, unknown>) => {
    expect(mayRunInBrowser({ ...plain, ...facts }, language as string, checked)).toBe(false);
  });
});
