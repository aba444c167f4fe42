/** Lanes: runs side by side, and a queue in order of arrival. A call may take several lanes at once, or none of them. */

interface Waiting {
  count: number;
  resolve(lanes: number[]): void;
}

export class Lanes {
  readonly count: number;
  readonly #free: number[];
  readonly #waiting: Waiting[] = [];

  constructor(count: number) {
    this.count = count;
    this.#free = Array.from({ length: count }, (_, i) => i);
  }

  /** Rejects with the signal's reason. `count` is at most that of all lanes. */
  take(count: number, signal?: AbortSignal): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason);
        this.#serve();
      };
      const waiting: Waiting = {
        count,
        resolve(lanes) {
          signal?.removeEventListener('abort', leave);
          resolve(lanes);
        },
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', leave, { once: true });
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
      this.#free.sort((a, b) => a - b);
      first.resolve(this.#free.splice(0, first.count));
    }
  }
}
