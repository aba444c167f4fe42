/**
 * A whole Let'sCode for benches that measure what a user sees: one of the built programs in a folder of its own
 * (embedded PostgreSQL, server, one worker), or one that runs already and was named.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Language, LetscodeError } from '@letscode/core';
import { openStore } from '@letscode/store';
import { importPackages } from '../import/import-packages.js';
import { findRunning } from '../start/data-folder.js';
import { launch } from '../start/launcher.js';
import type { BenchOptions } from './bench-options.js';
import { getJson } from './live-user.js';

export interface LiveInstance {
  readonly url: string;
  /** Stops what was started for the bench; one that ran already goes on. */
  close(): Promise<void>;
}

export interface LiveNeeds {
  /** Package folders. One that runs already must have them: it is not changed. */
  problems: string[];
  /** Ids of languages that must work. */
  languages: string[];
}

const LANE_COUNT = 2;
/** What is made ahead for all toolchains of a machine takes a minute or two. */
const PREPARED_WITHIN_MS = 240_000;

/** @throws LetscodeError `language_unavailable`, `problem_not_found`, and what the launcher throws */
export async function openLiveInstance(options: BenchOptions, needs: LiveNeeds): Promise<LiveInstance> {
  const live = options.server === undefined ? await startOne(options, needs) : { url: options.server, close: nothing };
  try {
    for (const problem of needs.problems) await requireProblem(live.url, problem);
    await untilPrepared(live.url, needs.languages, options);
    return live;
  } catch (error) {
    await live.close();
    throw error;
  }
}

async function nothing(): Promise<void> {}

async function startOne({ settings, rootFolder, env, say, signal }: BenchOptions, { problems }: LiveNeeds) {
  // Not below the scratch folder: PostgreSQL's own user must reach it.
  const dataFolder = await mkdtemp(join(tmpdir(), 'letscode-bench-live-'));
  try {
    const launcher = await launch({
      settings: {
        ...settings,
        ...{ dataFolder, port: 0, host: '127.0.0.1', workerCount: 1, laneCount: LANE_COUNT, bundledProblems: false },
        ...{ databaseUrl: undefined, redisUrl: undefined },
      },
      rootFolder,
      // A bench is one user who submits without a break.
      env: { ...env, REDIS_URL: '', LETSCODE_RATE_LIMIT: '0', LETSCODE_LOG_LEVEL: 'error' },
      say,
      signal,
    });
    const close = async () => {
      await launcher.stop();
      await rm(dataFolder, { recursive: true, force: true });
    };
    try {
      await importAll(dataFolder, problems);
      return { url: launcher.url, close };
    } catch (error) {
      await launcher.stop();
      throw error;
    }
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

async function importAll(dataFolder: string, problems: string[]): Promise<void> {
  const running = await findRunning(dataFolder);
  if (!running) throw new LetscodeError('internal', 'bench: what was started does not run any more');
  const store = openStore(running.databaseUrl);
  try {
    for await (const { error } of importPackages(store, problems)) {
      if (error !== undefined) throw new LetscodeError('bad_package', `bench: ${error}`);
    }
  } finally {
    await store.close();
  }
}

async function requireProblem(url: string, folder: string): Promise<void> {
  const id = folder.slice(folder.lastIndexOf('/') + 1);
  const response = await fetch(`${url}/api/problems/${id}`);
  if (response.ok) return;
  throw new LetscodeError(
    'problem_not_found',
    `${url} has no problem "${id}": run \`npx letscode import ${folder}\` there`,
  );
}

/**
 * Waits until the toolchains start as quickly as they ever will. The worker tells that by reporting which languages
 * it compiles for browsers, the last that it prepares; where it compiles none, patience has to do.
 */
async function untilPrepared(url: string, ids: string[], { say, signal }: BenchOptions): Promise<void> {
  const endsAt = performance.now() + PREPARED_WITHIN_MS;
  let hasSpoken = false;
  for (;;) {
    const { languages } = await getJson<{ languages: Language[] }>(`${url}/api/languages`);
    const missing = ids.filter((id) => !languages.some((language) => language.id === id && language.available));
    if (missing.length > 0) {
      throw new LetscodeError('language_unavailable', `bench: ${missing.join(', ')} does not work on ${url}`);
    }
    if (languages.some(({ clientRuntime }) => clientRuntime === 'wasi')) return;
    if (performance.now() > endsAt) return say('No toolchain for browsers here: it is not known what else is prepared');
    if (!hasSpoken) say('Waiting until the toolchains are prepared');
    hasSpoken = true;
    await sleep(500, undefined, { signal });
  }
}
