/**
 * What judges an output: the default validator with its flags, or the package's own.
 *
 *     output_validators/    legacy; used where problem.yaml says `validation: custom`
 *     output_validator/     newer formats; used where it is there
 *
 * Either folder may hold one program: a file, several files, or a folder with `build` and `run`.
 */
import type { Validation } from './contract.js';
import type { Findings } from './findings.js';
import { type PackageEntry, type PackageFolder, packageFault } from './package-folder.js';

const TOLERANCES = ['float_tolerance', 'float_absolute_tolerance', 'float_relative_tolerance'];
/** Beside programs: notes, templates for input validators, caches, headers that no program of its own includes. */
const NO_PROGRAM = /^(?:readme.*|.*\.(?:md|txt|ctd|viva|template|pyc|o|in|ans)|__pycache__)$/i;

export interface WantedValidation {
  /** `default` or `custom` where problem.yaml says which. */
  asked?: string;
  isLegacy: boolean;
  needsOwn: boolean;
  flags: string[];
  givesScores: boolean;
}

/** @throws LetscodeError `bad_package` when the package needs a validator and has none, or has several */
export function readValidation(folder: PackageFolder, wanted: WantedValidation, findings: Findings): Validation {
  const { asked, flags, givesScores } = wanted;
  const modern = programIn(folder, 'output_validator');
  const legacy = programIn(folder, 'output_validators');
  const own = modern ?? legacy;
  const isAsked = asked === 'custom' || wanted.needsOwn;
  if (own && (isAsked || (asked !== 'default' && (modern || !wanted.isLegacy)))) {
    return { kind: 'custom', flags, hostPath: own.hostPath, ...(givesScores ? { givesScores } : {}) };
  }
  if (own) findings.warn(own.path, 'is not used: problem.yaml does not say "validation: custom"');
  if (isAsked) {
    const place = wanted.isLegacy ? 'output_validators/' : 'output_validator/';
    throw packageFault('problem.yaml', `validation is custom, but there is no output validator; add one in ${place}`);
  }
  return { kind: 'default', flags };
}

function programIn(folder: PackageFolder, name: string): PackageEntry | undefined {
  const own = folder.find(name);
  if (!own) return undefined;
  const programs = folder.list(name).filter((entry) => !NO_PROGRAM.test(entry.name));
  const [first, ...more] = programs;
  if (!own.isFolder || !first) return own.isFolder ? undefined : own;
  // One folder or file alone is the program; several files belong together.
  if (more.length === 0) return name === 'output_validator' && !first.isFolder ? own : first;
  if (name === 'output_validator' || programs.every((entry) => !entry.isFolder)) return own;
  throw packageFault(name, 'holds several validators; one is supported, remove the others');
}

/** @param where the place that the flags come from, for the fault */
export function checkDefaultFlags(flags: readonly string[], where: string, findings: Findings): void {
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at] as string;
    if (flag === 'case_sensitive' || flag === 'space_change_sensitive') continue;
    if (!TOLERANCES.includes(flag)) {
      findings.error(where, `validator_flags: "${flag.slice(0, 60)}" is unknown to the default validator`);
      continue;
    }
    const tolerance = flags[++at]?.trim();
    // A tolerance without end would accept any number.
    if (!tolerance || !(Number(tolerance) >= 0 && Number.isFinite(Number(tolerance))))
      findings.error(where, `validator_flags: ${flag} needs a number after it, such as 1e-6`);
  }
}
