/**
 * Key strokes of a learner who writes a given program: what stands in the editor after each, and how long after the
 * one before. Made, not recorded, and the same for the same seed:
 *
 *     bursts of keys, pauses at words, lines and thoughts · brackets closed by the editor · wrong keys noticed late and
 *     deleted · lines begun wrongly and deleted whole · wrong values put right one by one at the end · then a last look
 *
 * Pure.
 */

interface KeyStroke {
  /** Since the stroke before, in ms. */
  afterMs: number;
  /** All that stands in the editor then. */
  text: string;
}

export interface TypingSession {
  strokes: KeyStroke[];
  /** From the last stroke to pressing Submit, in ms. */
  submitAfterMs: number;
}

/** How people type, in ms: a median and a spread of the logarithm. */
const KEY = { medianMs: 140, spread: 0.35 };
const WORD = { medianMs: 230, spread: 0.5 };
const LINE = { medianMs: 600, spread: 0.6 };
const THOUGHT = { medianMs: 2_600, spread: 0.5 };
const NOTICE = { medianMs: 380, spread: 0.3 };
const DELETE = { medianMs: 110, spread: 0.25 };

const THOUGHT_SHARE = 0.2;
const WRONG_KEY_SHARE = 0.025;
const WRONG_LINE_SHARE = 0.1;
const FINAL_LOOK_MS = [1_000, 3_000] as const;
const MAX_SLIPS = 3;
const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * @param program the text that is submitted
 * @param typedLength of it, the last so many characters are typed; what comes before them stands there already
 */
export function typingSession(program: string, typedLength: number, seed: number): TypingSession {
  const typist = new Typist(seed);
  const beginsAt = Math.max(0, program.lastIndexOf('\n', Math.max(0, program.length - typedLength)) + 1);
  const slips = typist.slips(program, beginsAt);
  typist.type(textOf(program, slips), beginsAt);
  typist.putRight(program, slips);
  const [least, most] = FINAL_LOOK_MS;
  return { strokes: typist.strokes, submitAfterMs: least + typist.random() * (most - least) };
}

/** A value of the program, and what stands in its place. */
interface Slip {
  at: number;
  right: string;
  standing: string;
}

class Typist {
  readonly strokes: KeyStroke[] = [];
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 1) >>> 0;
  }

  /** From 0 to 1 (mulberry32). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Writes `program` from a place on, in an editor that closes brackets. */
  type(program: string, beginsAt: number): void {
    for (let at = beginsAt; at < program.length; at += 1) {
      const before = program.slice(0, at);
      if (at === beginsAt || program[at - 1] === '\n') this.#maybeWrongLine(program, before, at);
      if (this.random() < WRONG_KEY_SHARE) this.#wrongKey(before);
      const written = program.slice(0, at + 1);
      this.#stroke(this.#pauseBefore(program, at), written + closersOf(written));
    }
  }

  /** Some values that are wrong at first: `<=` for `<`, another number. */
  slips(program: string, beginsAt: number): Slip[] {
    const values = [...program.matchAll(/(?<=[^\w"'.])\d+(?=\W)|<=?(?= )/g)].filter(({ index }) => index >= beginsAt);
    const share = (this.random() * (MAX_SLIPS + 1)) / Math.max(1, values.length);
    return values
      .filter(() => this.random() < share)
      .map(({ index, 0: right }) => ({ at: index, right, standing: wrongFor(right) }));
  }

  /** Corrects one slip after the other, each after a thought: deletes what is wrong, types what is right. */
  putRight(program: string, slips: Slip[]): void {
    for (const slip of slips) {
      let pause = THOUGHT;
      while (slip.standing !== slip.right) {
        const isBegun = slip.right.startsWith(slip.standing);
        slip.standing = isBegun ? slip.right.slice(0, slip.standing.length + 1) : slip.standing.slice(0, -1);
        this.#stroke(this.#around(pause), textOf(program, slips));
        pause = KEY;
      }
    }
  }

  #maybeWrongLine(program: string, before: string, at: number): void {
    const end = program.indexOf('\n', at);
    const line = program.slice(at, end < 0 ? program.length : end);
    if (line.trim().length < 8 || this.random() >= WRONG_LINE_SHARE) return;
    const wrong = line.slice(0, 4 + Math.floor(this.random() * (line.length - 4)));
    for (let length = 1; length <= wrong.length; length += 1) {
      const written = before + wrong.slice(0, length);
      this.#stroke(this.#around(KEY), written + closersOf(written));
    }
    this.#stroke(this.#around(THOUGHT), before + closersOf(before));
  }

  #wrongKey(before: string): void {
    let written = before;
    const wrongCount = 1 + Math.floor(this.random() * 3);
    for (let count = 0; count < wrongCount; count += 1) {
      written += 'etaoinsr;,'[Math.floor(this.random() * 10)];
      this.#stroke(this.#around(KEY), written + closersOf(before));
    }
    for (let left = wrongCount - 1; left >= 0; left -= 1) {
      const pauseMs = this.#around(left === wrongCount - 1 ? NOTICE : DELETE);
      this.#stroke(pauseMs, written.slice(0, before.length + left) + closersOf(before));
    }
  }

  #pauseBefore(program: string, at: number): number {
    const previous = program[at - 1];
    if (previous === '\n') return this.#around(this.random() < THOUGHT_SHARE ? THOUGHT : LINE);
    if (previous === undefined || /\W/.test(previous)) return this.#around(WORD);
    return this.#around(KEY);
  }

  #stroke(afterMs: number, text: string): void {
    this.strokes.push({ afterMs, text });
  }

  /** Log-normal. */
  #around({ medianMs, spread }: { medianMs: number; spread: number }): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    return medianMs * Math.exp(spread * normal);
  }
}

/** What the editor has put behind the cursor: the brackets that are still open, innermost first. */
function closersOf(written: string): string {
  const open: string[] = [];
  const code = written.replace(/\/\/.*|#.*|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'/g, '');
  for (const character of code) {
    const closing = CLOSING[character];
    if (closing !== undefined) open.push(closing);
    else if (character === open.at(-1)) open.pop();
  }
  return open.length === 0 ? '' : open.reverse().join('');
}

function wrongFor(right: string): string {
  if (right === '<') return '<=';
  return right === '<=' ? '<' : String(Number(right) + 1);
}

function textOf(program: string, slips: readonly Slip[]): string {
  let text = '';
  let at = 0;
  for (const slip of slips) {
    text += program.slice(at, slip.at) + slip.standing;
    at = slip.at + slip.right.length;
  }
  return text + program.slice(at);
}
