/**
 * The consumer's side of drafts: one at a time, and only while the handler has room.
 *
 *     waiting ──taken──→ too old?     ──→ expired
 *        ↑                 no room?   ──→ back, for ROOM_MS
 *        └─── put back ─── compile    ──→ compiled, rejected, cancelled, refused
 *
 * Drafts never take a delivery from the judge's queue: this is a BullMQ worker of its own, and
 * what a lane is used for is the handler's to decide. A worker that dies takes its draft with it.
 */
import { DelayedError } from 'bullmq';
import type { DraftHandlers, DraftJob, DraftOutcome, DraftState } from './contract.js';
import { DRAFT_QUEUE_NAME, type Engine, type JobLike, type JobWorker } from './engine.js';
import { type DraftJobData, draftJobId, type EventMessage } from './messages.js';
import { atMost } from './patience.js';

/** Pause of a draft that found no room, in ms. */
const ROOM_MS = 400;

interface Parts {
  send(message: EventMessage): Promise<void>;
  onError: (error: Error) => void;
}

export class DraftConsumer {
  readonly #engine: Engine;
  readonly #handlers: DraftHandlers;
  readonly #parts: Parts;
  readonly #running = new Map<string, AbortController>();
  #worker: JobWorker | undefined;
  #isListening = false;

  constructor(engine: Engine, handlers: DraftHandlers, parts: Parts) {
    this.#engine = engine;
    this.#handlers = handlers;
    this.#parts = parts;
  }

  /** Safe to call again after it has failed. */
  async start(): Promise<void> {
    if (!this.#isListening) await this.#engine.listen((text) => this.#hear(text));
    this.#isListening = true;
    const worker = this.#engine.createWorker(DRAFT_QUEUE_NAME, (job, token) => this.#process(job, token), {
      concurrency: 1,
      maxStalledCount: 0,
    });
    worker.on('error', this.#parts.onError);
    try {
      await worker.waitUntilReady();
    } catch (error) {
      await atMost(worker.close(true), ROOM_MS);
      throw error;
    }
    this.#worker = worker;
    worker.on('lockRenewalFailed', (jobIds: string[]) => {
      for (const id of jobIds) this.#running.get(id)?.abort(new Error('the draft was given up for dead'));
    });
    worker.run().catch(this.#parts.onError);
  }

  #hear(text: string): void {
    try {
      const message = JSON.parse(text) as EventMessage;
      if (message.kind === 'cancel-draft') this.#running.get(message.id)?.abort(new Error('newer code has come'));
      if (message.kind === 'warm') this.#handlers.warm(message.wishes);
    } catch (error) {
      this.#parts.onError(error as Error);
    }
  }

  async #process(job: JobLike, token: string): Promise<null> {
    const { draft, expiresAtMs } = job.data as DraftJobData;
    if (Date.now() > expiresAtMs) {
      await this.#tell(draft, 'expired', 0);
      return null;
    }
    const outcome = this.#handlers.hasRoom() ? await this.#compile(draft) : ({ state: 'put back', laneMs: 0 } as const);
    if (outcome.state === 'put back') {
      await job.moveToDelayed(Date.now() + ROOM_MS, token);
      throw new DelayedError();
    }
    await this.#tell(draft, outcome.state, outcome.laneMs);
    return null;
  }

  async #compile(draft: DraftJob): Promise<DraftOutcome> {
    const id = draftJobId(draft);
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      return await this.#handlers.compile(draft, () => void this.#tell(draft, 'started', 0), abort.signal);
    } finally {
      this.#running.delete(id);
    }
  }

  #tell({ slot, fingerprint }: DraftJob, state: DraftState, laneMs: number): Promise<void> {
    return this.#parts.send({ kind: 'draft', event: { slot, fingerprint, state, laneMs } });
  }

  async close(withinMs: number): Promise<void> {
    const closed = this.#worker?.close();
    for (const abort of this.#running.values()) abort.abort(new Error('the worker stops'));
    if (closed) await atMost(closed, withinMs);
  }
}
