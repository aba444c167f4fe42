/** Which checker looks at an output, and what of its answer a reader may see. */

import type { ValidatorWorkshop } from './checker/custom-checker.js';
import type { CheckResult } from './checker/default-checker.js';
import { checkDefault } from './checker/default-checker.js';
import type { Checker } from './contract.js';
import { guardFiles } from './faults.js';

export interface OutputToCheck {
  hostInputPath: string;
  hostAnswerPath: string;
  hostOutputPath: string;
  /** An absent folder, for a custom validator's files; removed afterwards. */
  hostScratchFolder: string;
  signal?: AbortSignal | undefined;
}

export async function checkOutput(
  checker: Checker,
  output: OutputToCheck,
  workshop: ValidatorWorkshop,
): Promise<CheckResult> {
  if (checker.kind === 'custom') return workshop.check(checker.hostPath, { ...output, args: checker.args });
  return guardFiles('comparing an output', () => checkDefault(output.hostOutputPath, output.hostAnswerPath, checker));
}

/** What an absent problem, or one that says nothing, is checked with. */
export const LENIENT_CHECKER: Checker = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false };

/**
 * The checker that Kattis validator flags ask for.
 *
 * @param flags as in problem.yaml, already known to be right (packages are checked when they are read)
 */
export function checkerOfFlags(flags: readonly string[]): Checker {
  const checker = { ...LENIENT_CHECKER } as Extract<Checker, { kind: 'default' }>;
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at];
    if (flag === 'case_sensitive') checker.caseSensitive = true;
    else if (flag === 'space_change_sensitive') checker.spaceChangeSensitive = true;
    else {
      const tolerance = Number(flags[++at]);
      if (flag === 'float_absolute_tolerance' || flag === 'float_tolerance') checker.floatAbsolute = tolerance;
      if (flag === 'float_relative_tolerance' || flag === 'float_tolerance') checker.floatRelative = tolerance;
    }
  }
  return checker;
}
