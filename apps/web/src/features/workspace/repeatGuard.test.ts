import { describe, expect, it } from 'vitest';
import { RepeatGuard } from './repeatGuard.js';

function guardAt(start = 0) {
  const clock = { ms: start };
  return { clock, guard: new RepeatGuard(() => clock.ms) };
}

describe('a second press of Submit', () => {
  it('is ignored while the first is being sent, whatever the program', () => {
    const { guard } = guardAt();
    expect(guard.begin('a', 'c')).toBe(true);
    expect(guard.begin('a', 'c')).toBe(false);
    expect(guard.begin('b', 'c')).toBe(false);
  });

  it('is ignored right after the first was taken, though its verdict may be there', () => {
    const { guard, clock } = guardAt();
    guard.begin('a', 'c');
    guard.end(true);
    clock.ms = 300;
    expect(guard.begin('a', 'c')).toBe(false);
    clock.ms = 1_500;
    expect(guard.begin('a', 'c')).toBe(true);
  });

  it('is ignored as long as the same program is being judged', () => {
    const { guard } = guardAt();
    expect(guard.begin('a', 'c', { code: 'a', language: 'c' })).toBe(false);
    expect(guard.begin('a', 'c', { code: 'a', language: 'cpp' })).toBe(true);
  });

  it('counts with another program or in another language', () => {
    const { guard } = guardAt();
    guard.begin('a', 'c');
    guard.end(true);
    expect(guard.begin('b', 'c')).toBe(true);
    guard.end(true);
    expect(guard.begin('b', 'cpp')).toBe(true);
  });

  it('counts at once when the first failed', () => {
    const { guard } = guardAt();
    guard.begin('a', 'c');
    guard.end(false);
    expect(guard.begin('a', 'c')).toBe(true);
  });
});
