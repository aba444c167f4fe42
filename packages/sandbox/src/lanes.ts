/**
 * Lanes: how many runs go side by side, and who is next.
 *
 * Strictly in order of arrival, also where two joined runs need two lanes at once: whoever comes later never overtakes,
 * so that nobody waits for ever.
 */

interface Waiting {
  count: number;
  take(lanes: number[]): void;
}

export class Lanes {
  readonly #free: number[];
  readonly #waiting: Waiting[] = [];

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, i) => count - 1 - i);
  }

  /** @throws the signal's reason when it aborts the waiting */
  take(count: number, signal?: AbortSignal): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason);
        this.#serve(); // who waits behind may need fewer
      };
      const waiting: Waiting = {
        count,
        take(lanes) {
          signal?.removeEventListener('abort', leave);
          resolve(lanes);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  give(lanes: readonly number[]): void {
    this.#free.push(...lanes);
    this.#serve();
  }

  #serve(): void {
    for (let first = this.#waiting[0]; first && first.count <= this.#free.length; first = this.#waiting[0]) {
      this.#waiting.shift();
      first.take(this.#free.splice(-first.count));
    }
  }
}
