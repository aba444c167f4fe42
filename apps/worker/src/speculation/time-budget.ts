/** How much lane time drafts have taken of late, against a bound: a window that slides. */

export interface TimeBudgetOptions {
  /** In ms of lane time. */
  budgetMs: number;
  /** In which it may be spent, in ms. */
  windowMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

export class TimeBudget {
  readonly #options: TimeBudgetOptions;
  /** Oldest first. */
  readonly #spent: { atMs: number; ms: number }[] = [];

  constructor(options: TimeBudgetOptions) {
    this.#options = options;
  }

  spend(ms: number): void {
    this.#spent.push({ atMs: this.#options.now(), ms });
  }

  /** What may still be spent now; 0 when nothing. */
  leftMs(): number {
    const { budgetMs, windowMs, now } = this.#options;
    const beginMs = now() - windowMs;
    while (this.#spent[0] && this.#spent[0].atMs < beginMs) this.#spent.shift();
    return Math.max(
      0,
      this.#spent.reduce((left, { ms }) => left - ms, budgetMs),
    );
  }
}
