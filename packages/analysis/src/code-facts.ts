/**
 * Code facts: what reading a program tells about it before anything runs.
 *
 * Facts are for choosing a tier, for hints while typing and for predictions. They
 * are not a wall: a program can hide what it does (a computed name, an encoded
 * string), so no sandbox may loosen anything because a program looks `safe`.
 * Where a program is too large or too deep to be read whole, the facts hold for
 * what was read, `coverage` says so, and such a program is never called safe.
 */

/** Where something begins in the source; both from 1, columns in UTF-16 units as Monaco counts them. */
export interface Place {
  line: number;
  column: number;
}

export const UNSAFE_KINDS = ['file', 'network', 'process', 'native', 'eval'] as const;

/** `native`: machine code or a library outside the language; `eval`: text that becomes code, or names made at run time. */
export type UnsafeKind = (typeof UNSAFE_KINDS)[number];

export interface UnsafeOperation extends Place {
  kind: UnsafeKind;
  /** As the language calls it: `os.system`. */
  what: string;
}

export type LoopKind = 'for' | 'each' | 'while' | 'do' | 'endless' | 'comprehension' | 'callback';

/**
 * How often a loop runs, as far as its header tells.
 *
 *   constant     at most SMALL_CONSTANT times, whatever the input
 *   logarithmic  halves, doubles, or steps by its outer loop's variable (harmonic)
 *   root         up to the square root (`i * i <= n`)
 *   amortised    goes on where it stopped the last time: nothing beside its outer loop
 *   input        anything else: taken to grow with the input
 */
export type LoopBound = 'constant' | 'logarithmic' | 'root' | 'amortised' | 'input';

export interface Loop extends Place {
  kind: LoopKind;
  bound: LoopBound;
  /** 1 = in no other loop of its function. */
  depth: number;
}

export interface Recursion extends Place {
  /** The function, by the name it is called by. */
  name: string;
  /** Calls itself, or only by way of others. */
  isDirect: boolean;
  /** Those on the way back to it, itself not; empty for direct recursion alone. */
  through: string[];
  /** Remembers answers or visited places, as far as names and decorators tell. */
  isMemoised: boolean;
  /** Calls of itself that one run of it may make; `Infinity` within a loop. */
  branching: number;
}

export interface Allocation extends Place {
  /** `sized`: so many elements at once; `growing`: an element more for each turn of a loop. */
  kind: 'sized' | 'growing';
  /** Only where the source says it. */
  elementCount?: number;
  /** `elementCount` times a guess of the element's size. */
  bytes?: number;
  /** 0 = outside of loops. */
  loopDepth: number;
}

export interface Growth {
  /** Of the polynomial n^degree; halves occur (roots). */
  degree: number;
  /** Factors of log n beside it. */
  logCount: number;
  isExponential: boolean;
  /** `O(n^2 log n)`, for people. */
  notation: string;
}

export interface Library extends Place {
  /** `numpy`, `bits/stdc++.h`, `java.util`. */
  name: string;
  /** Comes with the language itself. */
  isStandard: boolean;
}

export interface InputStyle extends Place {
  /** `main(input)`, `input()`, `cin`, `scanf`, ... */
  name: string;
}

export interface CodeSize {
  byteCount: number;
  lineCount: number;
  /** Lines that hold more than blanks and comments. */
  codeLineCount: number;
  /** Work done to find the facts: parser steps, nodes and looks at nodes. Bounded, see syntax-tree.ts. */
  stepCount: number;
}

/** A judgement with its reasons, sentences for a person; never empty. */
export interface Judgement {
  holds: boolean;
  reasons: string[];
}

export interface CodeFacts {
  language: string;
  /** `part`: a bound was hit; `none`: no grammar for the language. */
  coverage: 'whole' | 'part' | 'none';
  /** No syntax error in what was read. The grammars are forgiving: true is no promise that it compiles. */
  parses: boolean;
  firstError?: Place;
  size: CodeSize;
  unsafe: UnsafeOperation[];
  loops: Loop[];
  maxLoopDepth: number;
  recursion: Recursion[];
  allocations: Allocation[];
  growth: Growth;
  inputStyles: InputStyle[];
  libraries: Library[];
  /** Starts threads, workers or tasks on other cores. */
  threads: Place[];
  /** What is known to go another way in the browser's engine, as sentences. */
  browserDifferences: string[];
  safe: Judgement;
  simple: Judgement;
  complex: Judgement;
  browserCompatible: Judgement;
}
