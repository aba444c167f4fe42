/**
 * submissions/submissions.yaml: globs of submissions → language, entry point and what is expected
 * (of all tests, or of those under a key that is a glob of tests and groups).
 *
 *     wrong_answer/*.py:
 *       permitted: [AC, WA]          every test has one of these (default: all four of AC WA TLE RTE)
 *       required: [WA]               at least one test has one of these (the same default)
 *       score: 40                    or [least, greatest]
 *       use_for_time_limit: false    or lower, upper
 *       secret/group1: {permitted: [AC]}
 *
 * The folders' own demands stand in the same form; a key that is just a folder's name changes them.
 */
import type { Verdict } from '@letscode/core';
import { z } from 'zod';
import type { Findings } from '../findings.js';
import type { PackageEntry, PackageFolder } from '../package-folder.js';
import { MAX_YAML_BYTES, nearestWord, parseYaml, warnOfUnknownKeys, type YamlFile } from '../yaml-file.js';
import { verdictsOfWord } from './expected-verdicts.js';
import { type Glob, globOf } from './glob.js';

export interface Demands {
  permitted?: Verdict[];
  required?: Verdict[];
  score?: { min: number; max: number };
  message?: string;
  useForTimeLimit?: boolean | 'lower' | 'upper';
}

/** What one key of the file says of the submissions that it matches. */
export interface SubmissionEntry extends Demands {
  /** The key and its place, for the ones of the file. */
  origin?: { key: string; where: string };
  glob: Glob;
  language?: string;
  entrypoint?: string;
  /** Of tests and groups that a glob names. */
  parts: (Demands & { glob: Glob })[];
}

/** Most patterns in the file once braces are spelt out: each is compared with every submission or test. */
const MAX_ALTERNATIVES = 1000;

const verdicts = z.array(z.string());
const demandsSchema = z.looseObject({
  permitted: verdicts.nullish(),
  required: verdicts.nullish(),
  score: z.union([z.number(), z.tuple([z.number(), z.number()])]).nullish(),
  message: z.string().nullish(),
  use_for_time_limit: z.union([z.boolean(), z.literal('lower'), z.literal('upper')]).nullish(),
});
const entrySchema = demandsSchema.extend({ language: z.string().nullish(), entrypoint: z.string().nullish() });

const DEMAND_KEYS = Object.keys(demandsSchema.shape);
const ENTRY_KEYS = [...Object.keys(entrySchema.shape), 'authors', 'model_solution'];

const FOLDER_DEMANDS: Record<string, { permitted?: string[]; required?: string[] }> = {
  accepted: { permitted: ['AC'] },
  rejected: { required: ['RTE', 'TLE', 'WA'] },
  wrong_answer: { permitted: ['AC', 'WA'], required: ['WA'] },
  time_limit_exceeded: { permitted: ['AC', 'TLE'], required: ['TLE'] },
  run_time_error: { permitted: ['AC', 'RTE'], required: ['RTE'] },
  brute_force: { permitted: ['AC', 'RTE', 'TLE'], required: ['RTE', 'TLE'] },
};

/** The folders' demands, with those of the file where there is one. */
export function readSubmissionEntries(folder: PackageFolder, findings: Findings): SubmissionEntry[] {
  const entry = folder.find('submissions/submissions.yaml');
  const yaml = entry && !entry.isFolder ? findings.attempt(() => parse(folder, entry, findings), undefined) : undefined;
  const keys = yaml ? Object.entries(yaml.value as Record<string, unknown>) : [];
  const own = new Map(keys.map(([key, value]) => [key, value]));
  const entries: SubmissionEntry[] = [];
  for (const [name, demands] of Object.entries(FOLDER_DEMANDS)) {
    const said = own.get(name);
    const isMap = typeof said === 'object' && said !== null && !Array.isArray(said);
    entries.push(entryOf(name, isMap ? { ...demands, ...said } : demands, yaml, findings));
    own.delete(name);
  }
  for (const [key, value] of own) {
    const origin = { key: key.slice(0, 100), where: whereOf(yaml, [key]) };
    entries.push({ ...entryOf(key, value ?? {}, yaml, findings), origin });
  }
  const globs = entries.flatMap((each) => [each.glob, ...each.parts.map((part) => part.glob)]);
  if (globs.reduce((sum, { alternativeCount }) => sum + alternativeCount, 0) <= MAX_ALTERNATIVES) return entries;
  findings.error(`${yaml?.file}`, `its braces make more than ${MAX_ALTERNATIVES} patterns; write fewer`);
  return [];
}

function parse(folder: PackageFolder, entry: PackageEntry, findings: Findings): YamlFile {
  const yaml = parseYaml(folder.readText(entry, MAX_YAML_BYTES), entry.path, findings);
  const isMap = typeof yaml.value === 'object' && yaml.value !== null && !Array.isArray(yaml.value);
  if (!isMap) findings.error(`${entry.path}:1`, 'must map globs of submissions to what is said of them');
  return isMap ? yaml : { ...yaml, value: {} };
}

function entryOf(key: string, value: unknown, yaml: YamlFile | undefined, findings: Findings): SubmissionEntry {
  const glob = globOf(key);
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      findings.error(whereOf(yaml, [key, ...path]), `${[key, ...path].join('.')}: ${message}`);
    return { glob, parts: [] };
  }
  const entry: SubmissionEntry = { ...demandsOf(parsed.data, yaml, [key], findings), glob, parts: [] };
  if (parsed.data.language) entry.language = parsed.data.language;
  if (parsed.data.entrypoint) entry.entrypoint = parsed.data.entrypoint;
  for (const [name, part] of Object.entries(parsed.data)) {
    if (ENTRY_KEYS.includes(name)) continue;
    const where = whereOf(yaml, [key, name]);
    const demands = demandsSchema.safeParse(part);
    if (!/^(?:sample|secret|\*|\{)/.test(name)) {
      const meant = nearestWord(name, ENTRY_KEYS);
      const remedy = meant ? `did you mean "${meant}"?` : 'keys for tests start with sample or secret';
      findings.warn(where, `unknown key "${name.slice(0, 60)}" is ignored; ${remedy}`);
    } else if (demands.success) {
      if (yaml) warnOfUnknownKeys(yaml, [key, name], DEMAND_KEYS, findings);
      entry.parts.push({ ...demandsOf(demands.data, yaml, [key, name], findings), glob: globOf(name) });
    } else findings.error(where, `${key}.${name}: ${demands.error.issues[0]?.message}`);
  }
  return entry;
}

function demandsOf(
  values: z.infer<typeof demandsSchema>,
  yaml: YamlFile | undefined,
  path: readonly string[],
  findings: Findings,
): Demands {
  const demands: Demands = {};
  for (const key of ['permitted', 'required'] as const) {
    const words = values[key];
    if (!words) continue;
    for (const word of words.filter((each) => verdictsOfWord(each).length === 0))
      findings.error(
        whereOf(yaml, [...path, key]),
        `${key}: "${word.slice(0, 40)}" is no verdict; AC, WA, TLE and RTE are`,
      );
    demands[key] = [...new Set(words.flatMap(verdictsOfWord).flatMap(withOutputLimit))];
  }
  const score = values.score;
  if (typeof score === 'number') demands.score = { min: score, max: score };
  else if (score) demands.score = { min: score[0], max: score[1] };
  if (values.message) demands.message = values.message;
  if (typeof values.use_for_time_limit === 'boolean' || typeof values.use_for_time_limit === 'string')
    demands.useForTimeLimit = values.use_for_time_limit;
  // By the specification these are demands too.
  if (demands.useForTimeLimit === 'lower')
    demands.permitted ??= ['AC', 'WA', 'RTE'].flatMap(verdictsOfWord).flatMap(withOutputLimit);
  if (demands.useForTimeLimit === 'upper') demands.required ??= verdictsOfWord('TLE').flatMap(withOutputLimit);
  return demands;
}

/** The format has no word for too much output: it may count as any failure. */
function withOutputLimit(verdict: Verdict): Verdict[] {
  return verdict === 'Accepted' ? [verdict] : [verdict, 'Output Limit Exceeded'];
}

function whereOf(yaml: YamlFile | undefined, path: readonly PropertyKey[]): string {
  return yaml ? `${yaml.file}:${yaml.lineOf(path)}` : 'submissions';
}
