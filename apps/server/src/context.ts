/**
 * What the server is made of: everything that main.ts opens and hands down.
 * Nothing below main.ts opens a connection, reads the environment or a clock of its own.
 */
import type { Settings } from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import type { Standing } from './speculation/standing.js';

export interface ServerDeps {
  store: Store;
  queue: QueueClient;
  /** The languages that this version knows, whether or not a worker can run them. */
  languages: Pick<LanguageDefinition, 'id' | 'name' | 'extension' | 'editorMode' | 'template'>[];
  settings: Pick<Settings, 'rateLimitPerMinute' | 'maxQueueDepth' | 'authorKey' | 'warmBoxes'>;
  /** For uploads and packages on their way out; made when absent. */
  scratchFolder: string;
  /** Folder of the built web app; need not exist. */
  webFolder: string;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A fresh UUID. */
  newId: () => string;
  /** For whom something is done ahead; for all without a violation record when absent. */
  standing?: Standing;
  timing?: Partial<ServerTiming>;
}

/** How often the server does things by itself, in ms. Tests make these short. */
export interface ServerTiming {
  /** Between two looks at queue and workers. */
  statusIntervalMs: number;
  /** Between two looks for submissions that nobody works on. */
  sweepIntervalMs: number;
  /** How long a submission must be untouched before the sweep looks at it. */
  staleAfterMs: number;
  /** Between two looks at open submissions whose events may have been lost. */
  followIntervalMs: number;
  /** Between two pings of a socket; one that misses a whole round is dropped. */
  heartbeatMs: number;
  /** Between two looks for drafts that are too old. */
  tidyIntervalMs: number;
  /** Between two looks at what load is expected; less than the five minutes that boxes stay warm. */
  forecastIntervalMs: number;
}

export const DEFAULT_TIMING: ServerTiming = {
  statusIntervalMs: 2_000,
  sweepIntervalMs: 3_000,
  staleAfterMs: 8_000,
  followIntervalMs: 2_000,
  heartbeatMs: 25_000,
  tidyIntervalMs: 15_000,
  forecastIntervalMs: 60_000,
};
