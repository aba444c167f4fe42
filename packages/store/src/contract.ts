/**
 * What the store keeps, noun by noun, as the apps see it.
 *
 * PostgreSQL is the source of truth. Writes by a worker are fenced: they name
 * the attempt they belong to and do nothing (returning false) once a newer one
 * has begun. A verdict and its test results are written in one transaction.
 */

import type { RejudgingStore, VerificationStore } from './contract/authoring.js';
import type { HistoryStore, LanguageStore, ModuleStore, WorkerStore } from './contract/operation.js';
import type { BlobStore, ProblemStore } from './contract/problems.js';
import type { ClaimStore, SubmissionStore, ViolationStore } from './contract/submissions.js';

export * from './contract/authoring.js';
export * from './contract/operation.js';
export * from './contract/problems.js';
export * from './contract/submissions.js';

export interface Store {
  readonly history: HistoryStore;
  readonly problems: ProblemStore;
  readonly submissions: SubmissionStore;
  readonly claims: ClaimStore;
  readonly violations: ViolationStore;
  readonly blobs: BlobStore;
  readonly languages: LanguageStore;
  readonly workers: WorkerStore;
  readonly modules: ModuleStore;
  readonly verifications: VerificationStore;
  readonly rejudgings: RejudgingStore;
  /** What seals the artifacts that workers share: random, the same for all of this database. */
  artifactSecret(): Promise<string>;
  /** Applies outstanding migrations under an advisory lock; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Resolves when the server answers; rejects with `database_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
