import { LetscodeError } from '@letscode/core';
import { describe, expect, test } from 'vitest';
import { faultOf, persistently } from './faults.js';

function fault(code: string, message = 'x'): Error {
  return Object.assign(new Error(message), { code });
}

describe('faults of the database', () => {
  test('a restarting or unreachable server is away, a full disk is not', () => {
    for (const code of ['57P01', '57P03', 'ECONNREFUSED', 'ENOENT', '08006']) expect(faultOf(fault(code))).toBe('away');
    expect(faultOf(new Error('Connection terminated unexpectedly'))).toBe('away');
    expect(faultOf(fault('53100'))).toBe('disk full');
    expect(faultOf(fault('ENOSPC'))).toBe('disk full');
    expect(faultOf(fault('40P01'))).toBe('contention');
    expect(faultOf(fault('23505'))).toBe('other');
  });

  test('work is repeated while the server is away, and told so', async () => {
    const seen: boolean[] = [];
    const result = await persistently(async (isRepetition) => {
      seen.push(isRepetition);
      if (seen.length < 3) throw fault('57P01');
      return 'done';
    });
    expect(result).toBe('done');
    expect(seen).toEqual([false, true, true]);
  });

  test('patience ends in database_unavailable', async () => {
    const work = persistently(() => Promise.reject(fault('ECONNREFUSED', 'connect ECONNREFUSED')), 60);
    await expect(work).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  test('a full disk is told at once and anything else comes through unchanged', async () => {
    let count = 0;
    const full = persistently(() => {
      count++;
      return Promise.reject(fault('53100'));
    });
    await expect(full).rejects.toMatchObject({ code: 'disk_full' });
    expect(count).toBe(1);
    const own = new LetscodeError('bad_code', 'no');
    await expect(persistently(() => Promise.reject(own))).rejects.toBe(own);
  });
});
