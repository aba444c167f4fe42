/** The producer's side of drafts: a queue of its own beside the judge's, and orders to all workers. */
import type { DraftEvent, DraftJob, DraftQueue, WarmWish } from './contract.js';
import { DRAFT_QUEUE_NAME, type Engine, type JobQueue } from './engine.js';
import { DRAFT, type DraftJobData, draftJobId, type EventMessage } from './messages.js';
import { atMost, type Patience } from './patience.js';

/** Nobody waits for a draft: what takes longer, in ms, is given up. */
const PATIENCE_MS = 2_000;
/** Looked at in one round of removing. */
const CLEAN_COUNT = 1_000;

export class DraftClient implements DraftQueue {
  readonly #engine: Engine;
  readonly #patience: Patience;
  readonly #onError: (error: Error) => void;
  readonly #listeners = new Set<(event: DraftEvent) => void>();
  #opening: Promise<JobQueue> | undefined;

  constructor(engine: Engine, patience: Patience, onError: (error: Error) => void) {
    this.#engine = engine;
    this.#patience = patience;
    this.#onError = onError;
  }

  async add(draft: DraftJob, expiresAtMs: number): Promise<void> {
    const data: DraftJobData = { draft, expiresAtMs };
    await this.#patience.wait(async () => {
      const queue = await this.#queue();
      await queue.add(DRAFT, data, {
        jobId: draftJobId(draft),
        // Put back again and again while there is no room; its age ends it.
        attempts: 1_000_000,
        removeOnComplete: true,
        removeOnFail: true,
      });
    }, PATIENCE_MS);
  }

  async cancel(draft: Pick<DraftJob, 'slot' | 'fingerprint'>): Promise<void> {
    const id = draftJobId(draft);
    // One that a worker has is locked and stays; the order reaches that worker.
    await this.#patience.wait(async () => (await this.#queue()).remove(id), PATIENCE_MS).catch(this.#onError);
    await this.#order({ kind: 'cancel-draft', id });
  }

  async removeOlderThan(ageMs: number): Promise<number> {
    const removed = await this.#patience.wait(async () => {
      const queue = await this.#queue();
      const waiting = await queue.clean(ageMs, CLEAN_COUNT, 'wait');
      return [...waiting, ...(await queue.clean(ageMs, CLEAN_COUNT, 'delayed'))];
    }, PATIENCE_MS);
    return removed.length;
  }

  async warm(wishes: WarmWish[]): Promise<void> {
    await this.#order({ kind: 'warm', wishes });
  }

  onEvent(listener: (event: DraftEvent) => void): () => void {
    const own = (event: DraftEvent) => listener(event);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  heard(event: DraftEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async close(withinMs: number): Promise<void> {
    this.#listeners.clear();
    const queue = await this.#opening?.catch(() => undefined);
    if (queue) await atMost(queue.close(), withinMs);
  }

  async #order(message: EventMessage): Promise<void> {
    await this.#patience.wait(() => this.#engine.publish(JSON.stringify(message)), PATIENCE_MS).catch(this.#onError);
  }

  /** Opened when the first draft comes. A BullMQ queue that failed to get ready never will: the next call makes another. */
  #queue(): Promise<JobQueue> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #open(): Promise<JobQueue> {
    const queue = this.#engine.createQueue(DRAFT_QUEUE_NAME);
    queue.on('error', this.#onError);
    try {
      await queue.waitUntilReady();
    } catch (error) {
      await atMost(queue.close(), PATIENCE_MS);
      throw error;
    }
    return queue;
  }
}
