/**
 * Compiling while users type: which drafts are taken, and what became of them.
 *
 * Bounded for each user (one pending; so many a minute; so much lane time a minute), for all
 * (few pending; none while the queue has work) and on the worker (apps/worker/src/speculation).
 * What is known is this server's alone: a user who submits through another one still finds the
 * artifact there, and it is only counted as wasted here.
 */
import type { DraftRequest, DraftResponse, SpeculationStatus } from '@letscode/core';
import type { DraftEvent, DraftQueue } from '@letscode/queue';
import type { Logger } from 'pino';
import type { SystemMonitor } from '../system-monitor.js';
import { type Slot, Slots, type TrackedDraft } from './slots.js';
import type { Standing } from './standing.js';

export interface SpeculationOptions {
  queue: DraftQueue;
  monitor: Pick<SystemMonitor, 'current' | 'queueDepth'>;
  standing: Standing;
  /** Milliseconds since 1970. */
  now: () => number;
  log: Logger;
}

/** A draft that no worker has taken within this time, in ms, has been overtaken by what the user did since. */
const DRAFT_LIFE_MS = 30_000;
/** A worker that says nothing for so long, in ms, has died; the queue gives its draft to nobody. */
const SILENCE_MS = 60_000;
const MINUTE_MS = 60_000;
/** For one user at one address, a minute. */
const MAX_ADDS = 20;
const MAX_LANE_MS = 20_000;
/** For all. */
const MAX_PENDING_PER_LANE = 4;

export class Speculation {
  readonly #options: SpeculationOptions;
  readonly #slots = new Slots();
  readonly #counts = { startedCount: 0, usedCount: 0, wastedCount: 0, cancelledCount: 0, declinedCount: 0, laneMs: 0 };
  readonly #stop: () => void;

  constructor(options: SpeculationOptions) {
    this.#options = options;
    this.#stop = options.queue.onEvent((event) => this.#hear(event));
  }

  /** Takes a draft, or says why not. Its problem and language are known to be there. */
  async take(request: DraftRequest, address: string): Promise<DraftResponse> {
    const { queue, now, standing, log } = this.#options;
    if (!(await standing.isGood(request.userId))) return this.#decline('Nothing is compiled ahead for this user');
    const nowMs = now();
    const slot = this.#slots.open(this.#slots.nameOf(request.userId, address), nowMs, this.#forgotten);
    const fingerprint = this.#slots.fingerprintOf(request);
    const known = slot.ended.get(fingerprint);
    if (known?.stage === 'ready') return { state: 'ready' };
    if (known?.stage === 'failed') return this.#decline('It did not compile, or not in the time that drafts are given');
    if (slot.pending?.fingerprint === fingerprint) return { state: 'queued' };
    const objection = this.#objection(slot, nowMs);
    if (objection !== undefined) return this.#decline(objection);
    const older = slot.pending;
    const draft: TrackedDraft = { fingerprint, stage: 'queued', atMs: nowMs, fate: 'undecided' };
    slot.pending = draft;
    slot.adds.push(nowMs);
    const { problemId, language, code } = request;
    try {
      if (older) await this.#cancel(slot, older);
      await queue.add({ slot: slot.name, fingerprint, problemId, language, code }, nowMs + DRAFT_LIFE_MS);
    } catch (error) {
      log.debug({ err: error }, 'a draft could not be queued');
      if (slot.pending === draft) slot.pending = undefined;
      return this.#decline('The queue does not answer');
    }
    return { state: 'queued' };
  }

  /**
   * A program was submitted.
   *
   * @returns whether it finds itself compiled, or being compiled
   */
  submitted(request: DraftRequest, address: string): boolean {
    const slot = this.#slots.find(this.#slots.nameOf(request.userId, address));
    if (!slot) return false;
    const fingerprint = this.#slots.fingerprintOf(request);
    const { pending } = slot;
    if (pending && (pending.fingerprint !== fingerprint || pending.stage === 'queued')) {
      // The submission itself is sooner than what waits behind it.
      slot.pending = undefined;
      void this.#cancel(slot, pending);
    }
    const found = pending?.fingerprint === fingerprint ? pending : slot.ended.get(fingerprint);
    if (!found || found.stage === 'queued' || found.stage === 'failed') return false;
    if (found.fate === 'wasted') this.#counts.wastedCount -= 1;
    if (found.fate !== 'used') this.#counts.usedCount += 1;
    found.fate = 'used';
    return true;
  }

  status(): SpeculationStatus {
    return { ...this.#counts, pendingCount: this.#slots.pendingCount() };
  }

  /** Forgets what is too old, here and in the queue: to be called now and then. */
  async tidy(): Promise<void> {
    this.#slots.expire(this.#options.now(), SILENCE_MS, this.#forgotten);
    await this.#options.queue.removeOlderThan(SILENCE_MS);
  }

  close(): void {
    this.#stop();
  }

  /** Why no draft of this slot is taken just now. */
  #objection(slot: Slot, nowMs: number): string | undefined {
    const isRecent = (atMs: number) => nowMs - atMs < MINUTE_MS;
    slot.adds = slot.adds.filter(isRecent);
    slot.costs = slot.costs.filter(({ atMs }) => isRecent(atMs));
    if (slot.adds.length >= MAX_ADDS) return `More than ${MAX_ADDS} drafts in a minute`;
    const spentMs = slot.costs.reduce((sum, { laneMs }) => sum + laneMs, 0);
    if (spentMs >= MAX_LANE_MS) return 'The drafts of the last minute took too long to compile';
    const { runningCount, laneCount } = this.#options.monitor.current();
    const isBusy = this.#options.monitor.queueDepth() > 0 || runningCount >= laneCount;
    const isCrowded = !slot.pending && this.#slots.pendingCount() >= laneCount * MAX_PENDING_PER_LANE;
    return isBusy || isCrowded ? 'The server is busy' : undefined;
  }

  #decline(reason: string): DraftResponse {
    this.#counts.declinedCount += 1;
    return { state: 'declined', reason };
  }

  async #cancel(slot: Slot, { fingerprint }: TrackedDraft): Promise<void> {
    this.#counts.cancelledCount += 1;
    await this.#options.queue.cancel({ slot: slot.name, fingerprint });
  }

  #hear({ slot: name, fingerprint, state, laneMs }: DraftEvent): void {
    const slot = this.#slots.find(name);
    if (!slot) return;
    const nowMs = this.#options.now();
    this.#counts.laneMs += laneMs;
    if (laneMs > 0) slot.costs.push({ atMs: nowMs, laneMs });
    const draft = slot.pending?.fingerprint === fingerprint ? slot.pending : undefined;
    if (state === 'started') this.#noteStarted(draft, nowMs);
    if (!draft || state === 'started') return;
    if (state === 'compiled') this.#noteCompiled(slot, nowMs);
    else if (state === 'rejected' || state === 'refused') {
      if (draft.fate === 'undecided' && laneMs > 0) this.#waste(draft);
      this.#slots.end(slot, 'failed', nowMs, this.#forgotten);
    } else this.#drop(slot, draft);
  }

  /** Once for each draft, however often it has to give way; one that was cancelled meanwhile was begun all the same. */
  #noteStarted(draft: TrackedDraft | undefined, nowMs: number): void {
    if (draft?.stage !== 'compiling') this.#counts.startedCount += 1;
    if (draft) Object.assign(draft, { stage: 'compiling', atMs: nowMs });
  }

  #noteCompiled(slot: Slot, nowMs: number): void {
    for (const older of slot.ended.values()) {
      if (older.stage === 'ready' && older.fate === 'undecided') this.#waste(older);
    }
    this.#slots.end(slot, 'ready', nowMs, this.#forgotten);
  }

  /** It ended without a result: expired before its turn, or stopped with its worker. */
  #drop(slot: Slot, draft: TrackedDraft): void {
    slot.pending = undefined;
    if (draft.fate === 'undecided') this.#counts.cancelledCount += 1;
  }

  #waste(draft: TrackedDraft): void {
    draft.fate = 'wasted';
    this.#counts.wastedCount += 1;
  }

  readonly #forgotten = (draft: TrackedDraft): void => {
    if (draft.fate !== 'undecided') return;
    if (draft.stage === 'ready') this.#waste(draft);
    else if (draft.stage !== 'failed') this.#counts.cancelledCount += 1;
  };
}
