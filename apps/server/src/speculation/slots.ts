/**
 * Who has which drafts, as far as this server knows: for each user at an address one that is pending, and the few latest
 * that are compiled. Nothing of a program is kept here but its hash.
 *
 *     pending: queued ── started ──→ compiling ──→ ready ──→ used, when it is submitted
 *                 │                      │           └────→ wasted, when newer code is compiled or TTL_MS are over
 *                 └──── newer code ──────┴─→ cancelled      (one that is wasted may still be used, and then was not)
 *
 * The address belongs to the slot because nobody proves who they are: with another's name alone nobody can
 * cancel that user's drafts or use up what that user may send.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { DraftRequest } from '@letscode/core';

type DraftStage = 'queued' | 'compiling' | 'ready' | 'failed';

export interface TrackedDraft {
  fingerprint: string;
  stage: DraftStage;
  /** When it came or changed, in ms since 1970. */
  atMs: number;
  fate: 'undecided' | 'used' | 'wasted';
}

export interface Slot {
  name: string;
  pending: TrackedDraft | undefined;
  /** Ended ones by fingerprint, oldest first. */
  ended: Map<string, TrackedDraft>;
  /** When drafts were added, in ms since 1970, and the lane time that they took. */
  adds: number[];
  costs: { atMs: number; laneMs: number }[];
  usedAtMs: number;
}

/** As long as compilations are kept by workers, less what is needed to use them. */
const TTL_MS = 3_500_000;
const MAX_ENDED = 20;
const MAX_SLOTS = 10_000;

export class Slots {
  readonly #byName = new Map<string, Slot>();
  readonly #salt = randomBytes(16);

  nameOf(userId: string, address: string): string {
    return createHash('sha256').update(this.#salt).update(`${userId}\0${address}`).digest('hex').slice(0, 32);
  }

  fingerprintOf({ problemId, language, code }: Omit<DraftRequest, 'userId'>): string {
    return createHash('sha256')
      .update(this.#salt)
      .update(`${problemId}\0${language}\0${code}`)
      .digest('hex')
      .slice(0, 40);
  }

  find(name: string): Slot | undefined {
    return this.#byName.get(name);
  }

  /** The slot, which counts as used the latest; @param onForgotten is told of drafts of the slot that had to go for it */
  open(name: string, nowMs: number, onForgotten: (draft: TrackedDraft) => void): Slot {
    const slot = this.#byName.get(name) ?? {
      name,
      pending: undefined,
      ended: new Map(),
      adds: [],
      costs: [],
      usedAtMs: nowMs,
    };
    slot.usedAtMs = nowMs;
    this.#byName.delete(name);
    this.#byName.set(name, slot);
    for (const oldest of this.#byName.values()) {
      if (this.#byName.size <= MAX_SLOTS) break;
      this.#forget(oldest, onForgotten);
    }
    return slot;
  }

  /** Puts the pending draft of a slot to those that have ended. */
  end(slot: Slot, stage: 'ready' | 'failed', nowMs: number, onForgotten: (draft: TrackedDraft) => void): void {
    const draft = slot.pending;
    if (!draft) return;
    slot.pending = undefined;
    Object.assign(draft, { stage, atMs: nowMs });
    slot.ended.set(draft.fingerprint, draft);
    for (const [fingerprint, oldest] of slot.ended) {
      if (slot.ended.size <= MAX_ENDED) return;
      slot.ended.delete(fingerprint);
      onForgotten(oldest);
    }
  }

  /** Drops what is too old. @param pendingMs after which a pending draft is given up for lost */
  expire(nowMs: number, pendingMs: number, onForgotten: (draft: TrackedDraft) => void): void {
    for (const slot of this.#byName.values()) {
      if (slot.pending && nowMs - slot.pending.atMs > pendingMs) {
        onForgotten(slot.pending);
        slot.pending = undefined;
      }
      for (const [fingerprint, draft] of slot.ended) {
        if (nowMs - draft.atMs <= TTL_MS) break;
        slot.ended.delete(fingerprint);
        onForgotten(draft);
      }
      if (!slot.pending && slot.ended.size === 0 && nowMs - slot.usedAtMs > TTL_MS) this.#byName.delete(slot.name);
    }
  }

  pendingCount(): number {
    let count = 0;
    for (const { pending } of this.#byName.values()) if (pending) count += 1;
    return count;
  }

  #forget(slot: Slot, onForgotten: (draft: TrackedDraft) => void): void {
    this.#byName.delete(slot.name);
    for (const draft of slot.ended.values()) onForgotten(draft);
    if (slot.pending) onForgotten(slot.pending);
  }
}
