/**
 * The router's policy: every number and list that a decision depends on, by name.
 * Another policy is another record; `replay` shows what it would have cost.
 * docs/analysis.md says where the numbers come from.
 */

export interface Policy {
  /** Said in replays. */
  name: string;
  /** Load (0 to 1, `loadOf`) above which what is safe is kept off the server even when it is not simple. */
  overloadedAt: number;
  /** Waiting submissions for each lane that count as a full queue. */
  fullQueuePerLane: number;
  /**
   * Memory limits, in bytes and inclusive, with which a problem is run in the browser. A page can't hold a program to
   * less; more is not reliably there. What runs short of memory below its limit is not taken from the browser.
   */
  clientMinMemoryBytes: number;
  clientMaxMemoryBytes: number;
  /** By language: what a caller names that can run it. Languages that are missing here never run in the browser. */
  clientRuntimes: Readonly<Record<string, readonly string[]>>;
  /** By language: `major.minor` of the browser's engine, where another version on the server is a doubt. */
  engineVersions: Readonly<Record<string, string>>;
}

export const DEFAULT_POLICY: Policy = {
  name: 'default',
  overloadedAt: 0.8,
  fullQueuePerLane: 4,
  clientMinMemoryBytes: 64 * 1024 * 1024,
  // The default limit of the ICPC package format.
  clientMaxMemoryBytes: 2 * 1024 * 1024 * 1024,
  clientRuntimes: {
    javascript: ['javascript'],
    typescript: ['typescript'],
    python: ['python', 'pyodide'],
    c: ['c', 'wasi'],
    cpp: ['cpp', 'wasi'],
    rust: ['rust', 'wasi'],
  },
  // Pyodide's; a test of the web app compares it with what is installed. JavaScript's engine is the visitor's browser.
  engineVersions: { python: '3.11' },
};

/** Policies to compare with in replays. */
export const OTHER_POLICIES: readonly Policy[] = [
  { ...DEFAULT_POLICY, name: 'server only', clientRuntimes: {} },
  // Every load is an overload: whatever is safe and at home in the browser runs there.
  { ...DEFAULT_POLICY, name: 'browser first', overloadedAt: -1 },
];
