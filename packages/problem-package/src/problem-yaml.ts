/**
 * problem.yaml of both formats: the legacy one and 2023-07-draft / 2025-09.
 *
 *     what        legacy                                   2023-07 and 2025-09
 *     title       name: text                               name: text or {en: text}
 *     authors     author: text                             credits: text or {authors: [text | {name, email}]}
 *     source      source, source_url: text                 source: text | {name, url} | [...]
 *     kind        type, validation, grading.objective      type: list
 *     limits      limits (problem-limits.ts)               limits
 *     keywords    text with blanks or list                 list
 *     languages                                            `all` or list
 *     constants                                            name: value or {value, variant: value}
 *
 * Ours alone: `difficulty` (easy, medium, hard), as a field or as a keyword (`easy` or
 * `difficulty:easy`). A key of the other format is read too, with a warning.
 */
import { type Difficulty, difficultySchema } from '@letscode/core';
import { z } from 'zod';
import { flatConstants } from './constants.js';
import type { PackageFormat, PackageMetadata } from './contract.js';
import type { Findings } from './findings.js';
import { languageOfCode } from './language-codes.js';
import { limitsOf, limitsSchema, warnOfUnknownLimits } from './problem-limits.js';
import { parseYaml, valuesOf, warnOfUnknownKeys, type YamlFile } from './yaml-file.js';

/** YAML takes `2048`, `1.0` and `true` for something else than text. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const textOrList = z.union([text, z.array(text)]);
const person = z.union([text, z.looseObject({ name: text }).transform(({ name }) => name)]);
const people = z.union([person, z.array(person)]);
const source = z.union([text.transform((name) => ({ name })), z.looseObject({ name: text, url: text.nullish() })]);
const title = text.transform((value) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim()).pipe(z.string().max(200));
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const problemYamlSchema = z.looseObject({
  problem_format_version: text.nullish(),
  name: z.union([title, z.record(z.string(), title)]).nullish(),
  uuid: text.nullish(),
  author: textOrList.nullish(),
  credits: z.union([text, z.looseObject({ authors: people.nullish() })]).nullish(),
  source: z.union([source, z.array(source)]).nullish(),
  source_url: text.nullish(),
  license: text.nullish(),
  rights_owner: textOrList.nullish(),
  keywords: textOrList.nullish(),
  difficulty: z.union([z.string(), z.number()]).nullish(),
  type: textOrList.nullish(),
  validation: textOrList.nullish(),
  validator_flags: textOrList.nullish(),
  grading: z
    .looseObject({
      objective: z.enum(['min', 'max']).nullish(),
      accept_score: z.number().nullish(),
      reject_score: z.number().nullish(),
      range: text.nullish(),
      on_reject: z.enum(['first_error', 'worst_error', 'grade']).nullish(),
    })
    .nullish(),
  languages: textOrList.nullish(),
  constants: z.record(z.string(), z.union([scalar, z.record(z.string(), scalar)])).nullish(),
  limits: limitsSchema.nullish(),
});

type Values = z.infer<typeof problemYamlSchema>;

const SHARED_KEYS = ['problem_format_version', 'type', 'name', 'uuid', 'source', 'license', 'rights_owner', 'limits'];
const LEGACY_KEYS = ['author', 'source_url', 'validation', 'validator_flags', 'grading'];
const MODERN_KEYS = ['version', 'credits', 'embargo_until', 'languages', 'allow_file_writing', 'constants'];
const LICENSES = ['unknown', 'public domain', 'cc0', 'cc by', 'cc by-sa', 'educational', 'permission'];

export interface ProblemYaml extends PackageMetadata {
  format: Exclude<PackageFormat, 'domjudge'>;
  /** Words of `type` and `validation`: what kind of problem it is. */
  kinds: string[];
  /** The first word of `validation` (legacy). */
  validation?: string;
  validatorFlags: string[];
  minimizesScore: boolean;
  /** Ids of the languages that submissions may be in; absent when all may. */
  languages?: string[];
  /** The root's settings of test groups that stood here before there was testdata.yaml. */
  grading: { acceptScore?: number; rejectScore?: number; range?: string; stopsAtReject?: boolean };
}

/**
 * @param yamlText contents of problem.yaml; an empty file is a legacy package with all defaults
 * @throws LetscodeError `bad_package` that names the file and the line, when nothing of it can be read
 */
export function parseProblemYaml(yamlText: string, findings: Findings, file = 'problem.yaml'): ProblemYaml {
  const yaml = parseYaml(yamlText, file, findings);
  const values = valuesOf(yaml, problemYamlSchema, findings);
  const format = formatOf(values, yaml, findings);
  const foreign = format === 'legacy' ? MODERN_KEYS : LEGACY_KEYS;
  for (const key of foreign.filter((each) => each in values)) {
    findings.warn(
      `${file}:${yaml.lineOf([key])}`,
      `"${key}" is no key of the format "${format}"; it is read all the same`,
    );
  }
  warnOfUnknownKeys(yaml, [], [...SHARED_KEYS, 'keywords', 'difficulty', ...LEGACY_KEYS, ...MODERN_KEYS], findings);
  warnOfUnknownLimits(yaml, findings);
  if (typeof values.license === 'string' && !LICENSES.includes(values.license.toLowerCase())) {
    findings.warn(`${file}:${yaml.lineOf(['license'])}`, `license: is none of ${LICENSES.join(', ')}`);
  }
  return describe(values, format, yaml, findings);
}

function formatOf(values: Values, yaml: YamlFile, findings: Findings): ProblemYaml['format'] {
  const version = values.problem_format_version ?? 'legacy';
  if (version === 'legacy' || version === 'legacy-icpc') return 'legacy';
  if (version === '2025-09' || version === '2025-09-draft') return '2025-09';
  if (version === '2023-07-draft' || version === '2023-07' || version === 'draft') return '2023-07-draft';
  findings.error(
    `${yaml.file}:${yaml.lineOf(['problem_format_version'])}`,
    `problem_format_version: "${version.slice(0, 40)}" is not known; legacy, 2023-07-draft and 2025-09 are`,
  );
  return /^\d{4}-\d\d/.test(version) ? '2025-09' : 'legacy';
}

function describe(values: Values, format: ProblemYaml['format'], yaml: YamlFile, findings: Findings): ProblemYaml {
  const keywords = wordsOf(values.keywords);
  const described: ProblemYaml = {
    format,
    titles: typeof values.name === 'string' ? { en: values.name } : (values.name ?? {}),
    keywords,
    kinds: [...wordsOf(values.type), ...wordsOf(values.validation)],
    validatorFlags: flagsOf(values.validator_flags),
    minimizesScore: values.grading?.objective === 'min',
    grading: gradingOf(values.grading),
    limits: limitsOf(values.limits ?? {}, format),
    constants: flatConstants(values.constants ?? {}),
  };
  const [validation] = wordsOf(values.validation);
  if (validation) described.validation = validation;
  const credited = typeof values.credits === 'object' ? values.credits?.authors : values.credits;
  const author = namesOf(values.author) ?? namesOf(credited);
  if (author) described.author = author;
  const sources = Array.isArray(values.source) ? values.source : values.source ? [values.source] : [];
  if (sources.length > 0) described.source = sources.map(({ name }) => name).join(', ');
  const sourceUrl = values.source_url ?? sources.map((each) => 'url' in each && each.url).find(Boolean);
  if (sourceUrl) described.sourceUrl = sourceUrl;
  if (values.uuid) described.uuid = values.uuid;
  if (values.license) described.license = values.license;
  const rightsOwner = namesOf(values.rights_owner);
  if (rightsOwner) described.rightsOwner = rightsOwner;
  const languages = wordsOf(values.languages);
  if (languages.length > 0 && !languages.includes('all')) described.languages = languages.map(languageOfCode);
  const difficulty = difficultyOf(values.difficulty, keywords, yaml, findings);
  if (difficulty) {
    described.difficulty = difficulty;
    described.keywords = keywords.filter((keyword) => keyword.replace(/^difficulty:/, '') !== difficulty);
  }
  return described;
}

function gradingOf(values: Values['grading']): ProblemYaml['grading'] {
  const grading: ProblemYaml['grading'] = {};
  if (typeof values?.accept_score === 'number') grading.acceptScore = values.accept_score;
  if (typeof values?.reject_score === 'number') grading.rejectScore = values.reject_score;
  if (typeof values?.range === 'string') grading.range = values.range;
  if (values?.on_reject === 'first_error') grading.stopsAtReject = true;
  if (values?.on_reject === 'grade') grading.stopsAtReject = false;
  return grading;
}

function wordsOf(value: string | string[] | null | undefined): string[] {
  if (Array.isArray(value)) return value.map((word) => word.trim()).filter(Boolean);
  return (value ?? '').split(/[\s,]+/).filter(Boolean);
}

/** Flags as the formats write them: a text with blanks, or a list. */
export function flagsOf(value: string | string[] | null | undefined): string[] {
  return Array.isArray(value) ? value : (value ?? '').split(/\s+/).filter(Boolean);
}

function namesOf(value: string | string[] | null | undefined): string | undefined {
  const names = (Array.isArray(value) ? value : [value]).filter((name) => name?.trim());
  return names.length > 0 ? names.join(', ') : undefined;
}

function difficultyOf(
  value: string | number | null | undefined,
  keywords: string[],
  yaml: YamlFile,
  findings: Findings,
): Difficulty | undefined {
  if (typeof value === 'string') {
    const parsed = difficultySchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const where = `${yaml.file}:${yaml.lineOf(['difficulty'])}`;
    findings.error(where, `difficulty: is "${value.slice(0, 40)}"; write easy, medium or hard`);
  }
  return difficultySchema.options.find(
    (option) => keywords.includes(option) || keywords.includes(`difficulty:${option}`),
  );
}
