import { describe, expect, it } from 'vitest';
import { chooseStrategy } from './strategy.js';

describe('chooseStrategy', () => {
  it('keeps hidden tests on the server and says so', () => {
    const decision = chooseStrategy({ language: 'python', clientRuntimes: [], needsHiddenTests: true });
    expect(decision.strategy).toBe('server');
    expect(decision.reasons).toContain('Judged on hidden tests, which never leave the server');
  });

  it('never claims to have run what the browser could run', () => {
    const decision = chooseStrategy({ language: 'python', clientRuntimes: ['python'], needsHiddenTests: false });
    expect(decision).toEqual({
      strategy: 'server',
      reasons: ['Running python in the browser is not offered by this version'],
    });
  });
});
