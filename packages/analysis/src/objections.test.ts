import { describe, expect, it } from 'vitest';
import { objectionsToClaim } from './objections.js';

const yes = { holds: true, reasons: ['yes'] };
const no = { holds: false, reasons: ['no'] };
const FIT = { safe: yes, browserCompatible: yes };
const CLAIM = { language: 'python', clientRuntimes: ['pyodide'], code: FIT };

describe('objectionsToClaim', () => {
  it('names what the engine could get wrong', () => {
    expect(objectionsToClaim(CLAIM)).toEqual([]);
    expect(objectionsToClaim({ ...CLAIM, code: { ...FIT, safe: no } })).toEqual(['no']);
    expect(objectionsToClaim({ ...CLAIM, code: { ...FIT, browserCompatible: no } })).toEqual(['no']);
    expect(objectionsToClaim({ ...CLAIM, problem: { customChecker: true } })).toHaveLength(1);
    expect(objectionsToClaim({ ...CLAIM, code: undefined })).toHaveLength(1);
  });

  it('doubts a module of which the source gives a difference away, and an engine of another version', () => {
    const moduleDoubts = [{ line: 3, message: 'the order of ties' }];
    expect(objectionsToClaim({ ...CLAIM, moduleDoubts })).toEqual([
      'May come out otherwise in a browser: the order of ties (line 3)',
    ]);
    const installed = { name: 'Python 3', version: 'Python 3.9.2', clientRuntime: 'python' as const };
    expect(objectionsToClaim({ ...CLAIM, installed })).toHaveLength(1);
  });
});
