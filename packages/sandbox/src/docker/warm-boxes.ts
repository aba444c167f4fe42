/**
 * Boxes that are started ahead, by kind.
 *
 * Every box is used once. When one is taken, the next of its kind is started behind
 * the run, if runs of that kind have come before; at most `most` wait unused, the
 * longest unused kind makes place, and after five minutes without a run none is kept.
 */
import type { Box } from './box.js';
import type { Allowance, BoxKind } from './kind.js';

const KEPT_MS = 5 * 60_000;

interface Shelf {
  kind: BoxKind;
  allowance: Allowance;
  boxes: Promise<Box>[];
  takenCount: number;
  usedAt: number;
}

export interface WarmBoxesOptions {
  start(kind: BoxKind, allowance: Allowance): Promise<Box>;
  /** Boxes that may wait unused, all kinds together. */
  most: number;
  /** As many of one kind are kept started behind its runs. */
  ahead: number;
}

export class WarmBoxes {
  readonly #options: WarmBoxesOptions;
  readonly #shelves = new Map<string, Shelf>();
  readonly #leaving = new Set<Promise<unknown>>();
  readonly #sweep: NodeJS.Timeout;

  constructor(options: WarmBoxesOptions) {
    this.#options = options;
    this.#sweep = setInterval(() => this.#removeUnused(), 30_000);
    this.#sweep.unref();
  }

  /** @throws Error when a box of this kind can't be started */
  async take(kind: BoxKind, allowance: Allowance): Promise<Box> {
    const shelf = this.#shelfOf(kind, allowance);
    shelf.takenCount++;
    for (let waiting = shelf.boxes.shift(); waiting; waiting = shelf.boxes.shift()) {
      const box = await waiting.catch(() => undefined);
      if (!box) continue;
      if (box.isLost) this.#letGo(waiting);
      else return box;
    }
    return this.#options.start(kind, allowance);
  }

  /** To be called when a run has begun: a box started now is not in the way of its start. */
  refill(kind: BoxKind): void {
    const shelf = this.#shelves.get(keyOf(kind));
    if (!shelf) return;
    const wanted = Math.min(this.#options.ahead, shelf.takenCount);
    void this.#fill(shelf, wanted).catch(() => undefined);
  }

  /** Resolves when `count` are ready, or as many as there is room for. */
  async warm(kind: BoxKind, allowance: Allowance, count: number): Promise<void> {
    const shelf = this.#shelfOf(kind, allowance);
    await this.#fill(shelf, Math.min(count, this.#options.most));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    for (const shelf of this.#shelves.values()) for (const box of shelf.boxes) this.#letGo(box);
    this.#shelves.clear();
    while (this.#leaving.size > 0) await Promise.all(this.#leaving);
  }

  #shelfOf(kind: BoxKind, allowance: Allowance): Shelf {
    const key = keyOf(kind);
    const shelf = this.#shelves.get(key) ?? { kind, allowance, boxes: [], takenCount: 0, usedAt: 0 };
    this.#shelves.delete(key); // the order of the map is the order of use
    this.#shelves.set(key, shelf);
    shelf.usedAt = Date.now();
    shelf.allowance = allowance;
    return shelf;
  }

  async #fill(shelf: Shelf, wanted: number): Promise<void> {
    while (shelf.boxes.length < wanted) {
      this.#makeRoom(shelf);
      const starting = this.#options.start(shelf.kind, shelf.allowance);
      starting.catch(() => {
        shelf.boxes = shelf.boxes.filter((box) => box !== starting); // the next run finds out why
      });
      shelf.boxes.push(starting);
    }
    await Promise.all(shelf.boxes);
  }

  #makeRoom(except: Shelf): void {
    let count = 0;
    for (const shelf of this.#shelves.values()) count += shelf.boxes.length;
    for (const shelf of this.#shelves.values()) {
      while (count >= this.#options.most && shelf !== except) {
        const box = shelf.boxes.pop();
        if (!box) break;
        this.#letGo(box);
        count--;
      }
    }
  }

  #removeUnused(): void {
    for (const [key, shelf] of this.#shelves) {
      if (Date.now() - shelf.usedAt < KEPT_MS) continue;
      for (const box of shelf.boxes) this.#letGo(box);
      this.#shelves.delete(key);
    }
  }

  #letGo(box: Promise<Box>): void {
    const leaving = box.then(
      (there) => there.remove(),
      () => undefined,
    );
    this.#leaving.add(leaving);
    void leaving.finally(() => this.#leaving.delete(leaving));
  }
}

function keyOf(kind: BoxKind): string {
  return JSON.stringify(kind);
}
