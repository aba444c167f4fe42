/**
 * In which of two ways a package's validator is called and answers:
 *
 *   kattis    validator INPUT ANSWER FEEDBACK_DIR/ [ARG]... < OUTPUT       42 accepted, 43 wrong
 *   testlib   checker INPUT OUTPUT ANSWER                                  0 ok, 1 wrong, 2 and 4 presentation, 7 points
 *             interactor INPUT OUTPUT_FILE ANSWER, talking on its standard streams
 *   (anything else is the validator's own fault)
 *
 * Packages don't say which. Sources that include testlib.h and register as checker or
 * interactor speak testlib's, unless their testlib.h has been made to exit with 42 and 43, as
 * those of DOMjudge and Kattis packages are: then they speak Kattis'.
 */
import type { SourceFile } from '../contract.js';

export type Protocol = 'kattis' | 'testlib';

const INCLUDES_TESTLIB = /^\s*#\s*include\s*["<](?:[\w./-]*\/)?testlib\.h[">]/m;
const REGISTERS = /\bregister(?:TestlibCmd|Interaction|LemonChecker)\s*\(/;
const EXITS_WITH_42 = /\b_?OK_EXIT_CODE\s+42\b|\bexit\s*\(\s*42\s*\)/;

export function protocolOf(sources: readonly SourceFile[]): Protocol {
  const texts = sources.map(({ content }) => (typeof content === 'string' ? content : Buffer.from(content).toString()));
  const isTestlib = texts.some((text) => INCLUDES_TESTLIB.test(text) && REGISTERS.test(text));
  return isTestlib && !texts.some((text) => EXITS_WITH_42.test(text)) ? 'testlib' : 'kattis';
}

/** What an exit code says; undefined when it says that the validator failed. */
export function answerOfExit(
  protocol: Protocol,
  exitCode: number,
): 'Accepted' | 'Wrong Answer' | 'Presentation Error' | 'points' | undefined {
  if (protocol === 'kattis') return exitCode === 42 ? 'Accepted' : exitCode === 43 ? 'Wrong Answer' : undefined;
  switch (exitCode) {
    case 0:
      return 'Accepted';
    case 1:
      return 'Wrong Answer';
    case 2: // the output can't be read …
    case 4: // … there is more of it than wanted …
    case 8: // … or less
      return 'Presentation Error';
    case 7:
      return 'points';
    default:
      return undefined;
  }
}

/** The points of `quitp`, which testlib prints as `points 0.5 …`; undefined when there are none. */
export function pointsOf(printed: string): number | undefined {
  const points = /(?:^|\n)\s*(?:partially correct\s*\(|points\s+)(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(printed)?.[1];
  return points === undefined ? undefined : Number(points);
}

/** The exit code with which a validator accepts. */
export const ACCEPTING_EXIT: Record<Protocol, number> = { kattis: 42, testlib: 0 };
