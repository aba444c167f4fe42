/** What the parts of the converter share while one statement is converted. */

export interface LatexContext {
  /** Replacements for `\constant{name}`. */
  constants: Readonly<Record<string, string>>;
  /** The file that a picture's name stands for, or undefined when there is none. */
  pictureOf(name: string): string | undefined;
  /** Names of pictures that no file was found for. */
  missingPictures: Set<string>;
  /** Names of commands and environments that have no meaning here. */
  unknown: Set<string>;
  footnotes: string[];
  /** What `\nextsample` and `\remainingsamples` become. */
  samplePlace(name: 'nextsample' | 'remainingsamples'): string;
  depth: number;
}

/** Deepest nesting that is followed; what is deeper is shown as it is. */
export const MAX_NESTING = 40;

/** Ends a cell in converted text, until the table is made; no statement holds it. */
export const CELL = '\uE002';
