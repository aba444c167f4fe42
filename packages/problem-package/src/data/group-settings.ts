/**
 * Files of settings in data/: testdata.yaml (legacy), test_group.yaml (2025-09) and a
 * test's own .yaml. What one says holds for everything below it that doesn't say otherwise,
 * except for the scoring of 2025-09, which is a group's own.
 *
 * Drafts of 2023-07 called the file testdata.yaml too, and put score, aggregation and
 * require_pass into a map `scoring`; all of them are understood in both files.
 */
import { z } from 'zod';
import { withConstants } from '../constants.js';
import type { Findings } from '../findings.js';
import type { PackageEntry, PackageFolder } from '../package-folder.js';
import { flagsOf } from '../problem-yaml.js';
import { MAX_YAML_BYTES, parseYaml, valuesOf, warnOfUnknownKeys } from '../yaml-file.js';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const textOrList = z.union([text, z.array(text)]);
const flags = z.union([textOrList, z.looseObject({ flags: textOrList.nullish() }).transform((map) => map.flags ?? '')]);
const score = z.number().min(-1e15).max(1e15);
const maxScore = z.union([z.literal('unbounded'), score]);
const aggregation = z.enum(['pass-fail', 'sum', 'min', 'max']);

const settingsSchema = z.looseObject({
  on_reject: z.enum(['break', 'continue']).nullish(),
  grading: z.union([z.literal('default'), z.literal('custom'), z.looseObject({})]).nullish(),
  grader_flags: textOrList.nullish(),
  accept_score: score.nullish(),
  reject_score: score.nullish(),
  range: text.nullish(),
  output_validator_flags: flags.nullish(),
  output_validator_args: flags.nullish(),
  args: textOrList.nullish(),
  max_score: maxScore.nullish(),
  score_aggregation: aggregation.nullish(),
  require_pass: textOrList.nullish(),
  scoring: z
    .looseObject({
      score: maxScore.nullish(),
      max_score: maxScore.nullish(),
      aggregation: aggregation.nullish(),
      require_pass: textOrList.nullish(),
    })
    .nullish(),
});

const GROUP_KEYS = [
  ...Object.keys(settingsSchema.shape),
  ...['static_validation_score', 'static_validator_args', 'input_validator_args', 'input_validator_flags'],
  ...['input_visualizer_args', 'output_visualizer_args', 'full_feedback', 'hint', 'description'],
];

export interface GroupSettings {
  /** Arguments of the program and of the validator. */
  args?: string[];
  validatorArgs?: string[];
  legacy: {
    stopsAtReject?: boolean;
    isCustomGraded?: boolean;
    graderFlags?: string[];
    acceptScore?: number;
    rejectScore?: number;
    range?: string;
  };
  /** Not taken over by the groups below. */
  modern: {
    maxScore?: number | 'unbounded';
    aggregation?: 'pass-fail' | 'sum' | 'min' | 'max';
    requires: string[];
  };
}

export const NO_SETTINGS: GroupSettings = { legacy: {}, modern: { requires: [] } };

export interface SettingsContext {
  folder: PackageFolder;
  findings: Findings;
  constants: Readonly<Record<string, string>>;
}

/** What holds in a folder or for a test whose surroundings have `outer` and whose own file is `entry`. */
export function settingsBelow(
  outer: GroupSettings,
  entry: PackageEntry | undefined,
  context: SettingsContext,
): GroupSettings {
  const inherited = { ...outer, modern: { requires: [] } };
  if (!entry) return inherited;
  return context.findings.attempt(() => ownSettings(inherited, entry, context), inherited);
}

function ownSettings(outer: GroupSettings, entry: PackageEntry, context: SettingsContext): GroupSettings {
  const { folder, findings, constants } = context;
  const yaml = parseYaml(withConstants(folder.readText(entry, MAX_YAML_BYTES), constants), entry.path, findings);
  const values = valuesOf(yaml, settingsSchema, findings);
  warnOfUnknownKeys(yaml, [], GROUP_KEYS, findings);
  if ('static_validation_score' in values) {
    const where = `${entry.path}:${yaml.lineOf(['static_validation_score'])}`;
    findings.warn(where, 'static validation is not done here; the group is judged by its tests alone');
  }
  const legacy = { ...outer.legacy };
  if (values.on_reject) legacy.stopsAtReject = values.on_reject === 'break';
  if (typeof values.grading === 'string') legacy.isCustomGraded = values.grading === 'custom';
  if (values.grader_flags !== undefined) legacy.graderFlags = flagsOf(values.grader_flags);
  if (typeof values.accept_score === 'number') legacy.acceptScore = values.accept_score;
  if (typeof values.reject_score === 'number') legacy.rejectScore = values.reject_score;
  if (typeof values.range === 'string') legacy.range = values.range;
  const modern: GroupSettings['modern'] = { requires: listOf(values.require_pass ?? values.scoring?.require_pass) };
  const most = values.max_score ?? values.scoring?.max_score ?? values.scoring?.score;
  const rule = values.score_aggregation ?? values.scoring?.aggregation;
  if (most !== null && most !== undefined) modern.maxScore = most;
  if (rule) modern.aggregation = rule;
  const settings: GroupSettings = { ...outer, legacy, modern };
  const validatorArgs = values.output_validator_args ?? values.output_validator_flags;
  if (validatorArgs !== null && validatorArgs !== undefined) settings.validatorArgs = flagsOf(validatorArgs);
  if (values.args !== null && values.args !== undefined) settings.args = flagsOf(values.args);
  return settings;
}

function listOf(value: string | string[] | null | undefined): string[] {
  return Array.isArray(value) ? value : value ? [value] : [];
}
