import type { Language } from '@letscode/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { Database } from './database.js';

const suite = storeSuite();
const { store } = suite;

function language(id: string, available = true): Language {
  return { id, name: id, available, extension: id, editorMode: id, template: 'x\0', runCommand: id };
}

describe('workers', () => {
  test('are listed while they beat, with their newest counts', async () => {
    await store.workers.beat({ id: 'w1', laneCount: 2, runningCount: 0, layers: ['seccomp'] });
    await store.workers.beat({ id: 'w1', laneCount: 2, runningCount: 1, layers: ['seccomp'] });
    await store.workers.beat({ id: 'w2', laneCount: 1, runningCount: 0, layers: [] });
    expect(await store.workers.listActive()).toEqual([
      { id: 'w1', laneCount: 2, runningCount: 1 },
      { id: 'w2', laneCount: 1, runningCount: 0 },
    ]);
    await store.workers.remove('w2');
    expect((await store.workers.listActive()).map((worker) => worker.id)).toEqual(['w1']);
  });

  test('one that has been silent for more than 10 s is gone, and back at its next beat', async () => {
    await store.workers.beat({ id: 'silent', laneCount: 1, runningCount: 0, layers: [] });
    const database = new Database(suite.url);
    await sql`UPDATE workers SET beat_at = beat_at - interval '11 seconds' WHERE id = 'silent'`.execute(
      database.kysely,
    );
    await database.close();
    expect((await store.workers.listActive()).map((worker) => worker.id)).not.toContain('silent');
    await store.workers.beat({ id: 'silent', laneCount: 1, runningCount: 0, layers: [] });
    expect((await store.workers.listActive()).map((worker) => worker.id)).toContain('silent');
  });
});

describe('languages', () => {
  test('the last report stands, in its order', async () => {
    expect(await store.languages.list()).toEqual([]);
    await store.languages.report([language('python'), language('c'), language('old')]);
    await store.languages.report([language('rust', false), language('c')]);
    const listed = await store.languages.list();
    expect(listed.map((one) => one.id)).toEqual(['rust', 'c']);
    expect(listed[0]).toEqual({ ...language('rust', false), template: 'x\u2400' });
  });

  test('workers may report at the same time', async () => {
    const reports = Array.from({ length: 6 }, () => store.languages.report([language('c'), language('cpp')]));
    await Promise.all(reports);
    expect((await store.languages.list()).map((one) => one.id)).toEqual(['c', 'cpp']);
  });
});
