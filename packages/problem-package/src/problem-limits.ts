/**
 * `limits` of problem.yaml. Memory, output and code are in MiB, MiB and KiB, times in seconds.
 *
 * Both formats let a package without a time limit have one derived from its submissions:
 * a multiple of the slowest accepted one's time, rounded up. The multiples are called
 * time_multiplier and time_safety_margin (5 and 2) in the legacy format, and
 * time_multipliers: {ac_to_time_limit, time_limit_to_tle} (2 and 1.5) in the newer one.
 */
import { z } from 'zod';
import type { PackageFormat, PackageLimits } from './contract.js';
import type { Findings } from './findings.js';
import { warnOfUnknownKeys, type YamlFile } from './yaml-file.js';

const MIB = 1024 * 1024;

/** A day and a TiB: what goes beyond is a mistake, and would not fit into numbers elsewhere. */
const seconds = z.number().min(0.001).max(86_400);
const mebibytes = z.number().min(1).max(MIB);
const megabytesOrLess = z.number().positive().max(MIB);
const multiple = z.number().min(0.01).max(1000);

export const limitsSchema = z.looseObject({
  time_limit: seconds.nullish(),
  time_resolution: seconds.nullish(),
  time_multiplier: multiple.nullish(),
  time_safety_margin: multiple.nullish(),
  // A number is no format's, but some legacy packages have one where time_multiplier is meant.
  time_multipliers: z
    .union([multiple, z.looseObject({ ac_to_time_limit: multiple.nullish(), time_limit_to_tle: multiple.nullish() })])
    .nullish(),
  memory: mebibytes.nullish(),
  output: megabytesOrLess.nullish(),
  code: megabytesOrLess.nullish(),
  compilation_memory: mebibytes.nullish(),
  compilation_time: seconds.nullish(),
  validation_memory: mebibytes.nullish(),
  validation_time: seconds.nullish(),
  validation_output: megabytesOrLess.nullish(),
  validation_passes: z.int().min(1).max(1000).nullish(),
});

type YamlLimits = z.infer<typeof limitsSchema>;

export function limitsOf(limits: YamlLimits, format: PackageFormat): PackageLimits {
  const scaled: [keyof PackageLimits, number | null | undefined, number][] = [
    ['cpuTimeMs', limits.time_limit, 1000],
    ['memoryBytes', limits.memory, MIB],
    ['outputBytes', limits.output, MIB],
    ['codeBytes', limits.code, 1024],
    ['compileMemoryBytes', limits.compilation_memory, MIB],
    ['compileTimeMs', limits.compilation_time, 1000],
    ['validationMemoryBytes', limits.validation_memory, MIB],
    ['validationTimeMs', limits.validation_time, 1000],
    ['validationOutputBytes', limits.validation_output, MIB],
    ['limitResolutionMs', limits.time_resolution ?? 1, 1000],
    ['passCount', limits.validation_passes, 1],
  ];
  const present = scaled.filter(([, value]) => value !== null && value !== undefined);
  const isLegacy = format === 'legacy' || format === 'domjudge';
  const given = limits.time_multipliers;
  const multiples = typeof given === 'number' ? { ac_to_time_limit: given, time_limit_to_tle: undefined } : given;
  return {
    ...Object.fromEntries(present.map(([name, value, factor]) => [name, Math.round((value as number) * factor)])),
    acceptedToLimit: multiples?.ac_to_time_limit ?? limits.time_multiplier ?? (isLegacy ? 5 : 2),
    limitToTooSlow: multiples?.time_limit_to_tle ?? limits.time_safety_margin ?? (isLegacy ? 2 : 1.5),
  };
}

export function warnOfUnknownLimits(yaml: YamlFile, findings: Findings): void {
  warnOfUnknownKeys(yaml, ['limits'], Object.keys(limitsSchema.shape), findings);
  warnOfUnknownKeys(yaml, ['limits', 'time_multipliers'], ['ac_to_time_limit', 'time_limit_to_tle'], findings);
  const { limits } = yaml.value as { limits?: YamlLimits };
  if (typeof limits?.time_multipliers !== 'number') return;
  const where = `${yaml.file}:${yaml.lineOf(['limits', 'time_multipliers'])}`;
  findings.warn(where, 'limits.time_multipliers: a number is taken for time_multiplier; name it so');
}
