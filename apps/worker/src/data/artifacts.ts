/** Compilations of this worker, kept for all that ask for the same: submissions, tests and drafts. */
import { type CompilationsUnderWay, type RunsPrograms, withArtifactCache } from '@letscode/judge';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import { DiskArtifactStore } from './artifact-store.js';
import type { SharedCache } from './shared-cache.js';

export interface ArtifactsOptions {
  store: Pick<Store, 'artifactSecret'>;
  folder: string;
  shared?: SharedCache | undefined;
  log: Logger;
  now: () => number;
}

export interface Artifacts {
  /** The runner, with equal compilations done once, by whichever runner they are asked for. */
  cached(runner: RunsPrograms): RunsPrograms;
  close(): Promise<void>;
}

/** Between two looks for what is too old, in ms. */
const TRIM_EVERY_MS = 60_000;

export async function openArtifacts({ store, folder, shared, log, now }: ArtifactsOptions): Promise<Artifacts> {
  const kept = new DiskArtifactStore({
    folder,
    shared: shared && { cache: shared, secret: await store.artifactSecret() },
    now,
  });
  const underWay: CompilationsUnderWay = new Map();
  const onError = (error: unknown) => log.debug({ err: error }, 'a kept artifact is of no use');
  // Some are of programs that nobody has submitted: they don't stay a moment longer than is promised.
  const trim = () => kept.trim(TRIM_EVERY_MS).catch(onError);
  let trimming = trim();
  const timer = setInterval(() => {
    trimming = trimming.then(trim);
  }, TRIM_EVERY_MS);
  return {
    cached: (runner) => withArtifactCache(runner, kept, onError, underWay),
    async close() {
      clearInterval(timer);
      await trimming;
    },
  };
}
