import { describe, expect, it } from 'vitest';
import { LetscodeError } from './errors.js';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('falls back to the defaults, also for empty values', () => {
    expect(readSettings({ PORT: '', PATH: '/bin' })).toMatchObject({
      port: 3001,
      host: '127.0.0.1',
      dataFolder: '.letscode',
      databaseUrl: undefined,
    });
  });

  it('reads what is set', () => {
    const settings = readSettings({ PORT: '8080', DATABASE_URL: 'postgres://db/x', LETSCODE_LANES: '4' });
    expect(settings).toMatchObject({ port: 8080, databaseUrl: 'postgres://db/x', laneCount: 4 });
  });

  it.each([
    [{ PORT: '99999' }, 'PORT="99999" must be from 0 to 65535'],
    [{ PORT: 'http' }, 'PORT="http" must be a whole number'],
    [{ DATABASE_URL: 'mysql://x' }, 'must begin with postgres:// or postgresql://'],
    [{ LETSCODE_LANES: '0' }, 'LETSCODE_LANES="0"'],
    [{ LETSCODE_LANE: '2' }, 'LETSCODE_LANE is not a setting'],
    [{ LETSCODE_LOG_LEVEL: 'loud' }, 'must be debug, info, warn or error'],
  ])('refuses %j and names it', (env, message) => {
    expect(() => readSettings(env)).toThrowError(LetscodeError);
    expect(() => readSettings(env)).toThrowError(message);
  });

  it('never shows a key, not even a bad one', () => {
    const reading = () => readSettings({ LETSCODE_AUTHOR_KEY: 'too short' });
    expect(reading).toThrowError('LETSCODE_AUTHOR_KEY="…" must be 16 to 200');
    expect(reading).not.toThrowError('too short');
  });

  it('names every fault at once', () => {
    expect(() => readSettings({ PORT: 'a', LETSCODE_X: '1' })).toThrowError(/PORT[^]*LETSCODE_X/);
  });
});
