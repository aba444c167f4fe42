/**
 * Keeps one press of Submit from becoming two submissions: a double click, a key that
 * bounces, an impatient second press. The same program is sent again only after a moment,
 * and not while it is still being judged; another program, or a retry after a fault, always.
 */

/** Two presses closer than this, in ms, are one. */
const ONE_PRESS_MS = 1_500;

export class RepeatGuard {
  private sending = false;
  private sent: { program: string; atMs: number } | undefined;

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number = Date.now) {}

  /**
   * @param judged the program that is being judged just now, if any
   * @returns whether to send; if so, `end` must follow
   */
  begin(code: string, language: string, judged?: { code: string; language: string }): boolean {
    if (this.sending) return false;
    if (judged?.code === code && judged.language === language) return false;
    const program = JSON.stringify([language, code]);
    if (this.sent?.program === program && this.now() - this.sent.atMs < ONE_PRESS_MS) return false;
    this.sending = true;
    this.sent = { program, atMs: this.now() };
    return true;
  }

  /** @param taken whether the server has the submission */
  end(taken: boolean): void {
    this.sending = false;
    if (!taken) this.sent = undefined;
  }
}
