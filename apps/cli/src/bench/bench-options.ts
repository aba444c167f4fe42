/** What every bench is given. */
import type { Settings } from '@letscode/core';

export interface BenchOptions {
  /** The checkout's root. */
  rootFolder: string;
  /** Empty, and removed afterwards by the caller. */
  scratchFolder: string;
  /** The same, for what programs print; on tmpfs if possible. Nothing in it is executed. */
  outputFolder: string;
  /** Folders in which programs are looked for. */
  searchPath: string[];
  /** Another build of the helper than the sources'. */
  helperPath: string | undefined;
  /** The operator's, for benches that look at the database. */
  settings: Settings;
  /** Rounds of the comparison; each adds a block of every contestant. */
  roundCount: number;
  /** Runs of a soak. */
  runCount: number;
  /** A running instance to measure, for benches of a whole one; undefined: one is started. */
  server: string | undefined;
  /** What programs that the bench starts inherit. */
  env: Readonly<Record<string, string | undefined>>;
  /** One line of progress for a person. */
  say(text: string): void;
  signal: AbortSignal;
}
