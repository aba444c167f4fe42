/** Figures of the past, and what runners tell about themselves and leave to others. */
import type { Language } from '@letscode/core';

/** Figures of past submissions; times in ms since 1970. */
export interface HistoryStore {
  /** The user's latest, oldest first. */
  ofUser(userId: string, limit: number): Promise<{ language: string; atMs: number }[]>;
  /** Everybody's by language, each weighing half as much for every half-life of its age. */
  languageShares(halfLifeMs: number): Promise<Map<string, number>>;
  /** Submissions by hour since 1970, of the last weeks. */
  hourlyCounts(weeks: number): Promise<Map<number, number>>;
  /** Everybody's latest, oldest first: for back-tests. */
  latest(limit: number): Promise<{ userId: string; language: string; atMs: number }[]>;
}

export interface LanguageStore {
  /** Written by a worker after it has proven the toolchains. */
  report(languages: Language[]): Promise<void>;
  list(): Promise<Language[]>;
}

/** Programs compiled for browsers, for MODULE_TTL_MS: a cache that every server reads and that a crash may empty. */
export interface ModuleStore {
  /** Removes what is too old, and the oldest beyond the bound of all. @param gzip the module, compressed */
  put(id: string, gzip: Uint8Array): Promise<void>;
  /** Whether it is there for long enough to be fetched after the answer. */
  has(id: string): Promise<boolean>;
  /** @returns it as it was put */
  get(id: string): Promise<Uint8Array | undefined>;
}

/** Which workers live: a heartbeat row each. */
export interface WorkerStore {
  beat(worker: { id: string; laneCount: number; runningCount: number; layers: string[] }): Promise<void>;
  remove(id: string): Promise<void>;
  /** Workers whose last beat is at most 10 s old. */
  listActive(): Promise<{ id: string; laneCount: number; runningCount: number }[]>;
}
