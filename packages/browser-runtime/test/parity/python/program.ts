/** A program of the comparison between the tiers. */
export interface PythonProgram {
  name: string;
  code: string;
  input?: string;
  /** Why the browser leaves it to the server; undefined: it judges it itself. */
  leftToServer?: RegExp;
  /** What it prints is by chance: only how it ends is compared. */
  isRandom?: boolean;
}
