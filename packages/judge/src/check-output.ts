/** Which checker looks at an output, and what of its answer a reader may see. */
import { type CustomCheck, checkByProgram } from './checker/custom-checker.js';
import { type CheckResult, checkDefault, type DefaultChecker } from './checker/default-checker.js';
import type { Checker, JudgingTask, RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';
import type { PackagePrograms } from './package-programs.js';

export interface OutputToCheck extends Omit<CustomCheck, 'args' | 'hostOutputPath'> {
  hostOutputPath: string;
  /** Of the package (contract.ts). */
  constants?: JudgingTask['constants'];
}

/** @param args of the checker, instead of its own */
export async function checkOutput(
  checker: Checker,
  args: readonly string[] | undefined,
  output: OutputToCheck,
  tools: { runner: RunsPrograms; programs: PackagePrograms },
): Promise<CheckResult> {
  if (checker.kind === 'custom')
    return checkByProgram(tools, checker.hostPath, { ...output, args: args ?? checker.args });
  const own = args === undefined ? checker : checkerOfFlags(args);
  return guardFiles('comparing an output', () => checkDefault(output.hostOutputPath, output.hostAnswerPath, own));
}

/** What an absent problem, or one that says nothing, is checked with. */
export const LENIENT_CHECKER: DefaultChecker = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false };

/**
 * The checker that Kattis validator flags ask for.
 *
 * @param flags as in problem.yaml, already known to be right (packages are checked when they are read)
 */
export function checkerOfFlags(flags: readonly string[]): DefaultChecker {
  const checker = { ...LENIENT_CHECKER };
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
