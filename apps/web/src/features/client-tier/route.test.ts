import { createRequire } from 'node:module';
import { DEFAULT_POLICY } from '@letscode/analysis';
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

describe('the version of Python', () => {
  const installed = (version: string) => ({ name: 'Python 3', version, clientRuntime: 'python' as const });

  it('must be the same here and on the server', () => {
    const { python: here } = DEFAULT_POLICY.engineVersions;
    expect(mayRunInBrowser(plain, 'python', checked, installed(`Python ${here}.2`))).toBe(true);
    expect(mayRunInBrowser(plain, 'python', checked, installed('Python 3.8.1'))).toBe(false);
  });

  it('is that of the engine which is installed', () => {
    const runtime = createRequire(new URL('../../../../../packages/browser-runtime/package.json', import.meta.url));
    const { info } = runtime('pyodide/pyodide-lock.json');
    expect(info.python).toMatch(new RegExp(`^${DEFAULT_POLICY.engineVersions.python}\\.`));
  });
});
