/**
 * problem.yaml of both formats: the legacy one and 2023-07-draft / 2025-09.
 *
 *     what        legacy                                   2023-07 and 2025-09
 *     title       name: text                               name: text or {en: text}
 *     authors     author: text                             credits: text or {authors: [text | {name, email}]}
 *     source      source, source_url: text                 source: text | {name, url} | [...]
 *     validation  validation: default | custom [...]       type: pass-fail | scoring | interactive | multi-pass
 *     limits      limits: {memory, output, ...}            limits: {time_limit, memory, output, ...}
 *     keywords    text with blanks or list                 list
 *
 * Memory is in MiB, output in MiB, times in seconds. Ours alone: `difficulty`
 * (easy, medium, hard), as a field or as a keyword (`easy` or `difficulty:easy`). Unknown fields are left
 * alone: packages of other judges carry many.
 */
import { type Difficulty, difficultySchema } from '@letscode/core';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { PackageLimits, PackageMetadata } from './contract.js';
import { packageFault } from './package-folder.js';

const MIB = 1024 * 1024;

const textOrList = z.union([z.string(), z.array(z.string())]);
const person = z.union([z.string(), z.looseObject({ name: z.string() })]);
const people = z.union([person, z.array(person)]);
/** A day and a TiB: what goes beyond is a mistake, and would not fit into numbers elsewhere. */
const seconds = z.number().min(0.001).max(86_400);
const mebibytes = z.number().min(1).max(MIB);
/** Titles such as `2048` are numbers to YAML. */
const title = z
  .union([z.string(), z.number()])
  .transform((text) =>
    String(text)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
  .pipe(z.string().max(200));

const problemYamlSchema = z.looseObject({
  problem_format_version: z.string().nullish(),
  name: z.union([title, z.record(z.string(), title)]).nullish(),
  uuid: z.string().nullish(),
  author: z.union([z.string(), z.array(z.string())]).nullish(),
  credits: z.union([z.string(), z.looseObject({ authors: people.nullish() })]).nullish(),
  source: z.union([people]).nullish(),
  license: z.string().nullish(),
  keywords: textOrList.nullish(),
  difficulty: z.union([z.string(), z.number()]).nullish(),
  type: textOrList.nullish(),
  validation: z.string().nullish(),
  validator_flags: z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]).nullish(),
  limits: z
    .looseObject({
      time_limit: seconds.nullish(),
      memory: mebibytes.nullish(),
      output: z.number().positive().max(MIB).nullish(),
      compilation_memory: mebibytes.nullish(),
      compilation_time: seconds.nullish(),
      validation_memory: mebibytes.nullish(),
      validation_time: seconds.nullish(),
    })
    .nullish(),
});

export interface ProblemYaml extends PackageMetadata {
  /** Words of `type` and `validation`: what kind of problem it is. */
  kinds: string[];
  /** Whether the metadata itself asks for a custom validator (legacy). */
  asksForCustomValidation: boolean;
  validatorFlags: string[];
}

/**
 * @param text contents of problem.yaml; an empty file is a legacy package with all defaults
 * @throws LetscodeError `bad_package` that names the file and the line
 */
export function parseProblemYaml(text: string, file = 'problem.yaml'): ProblemYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw packageFault(`${file}:${lineCounter.linePos(error.pos[0]).line}`, error.message);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw packageFault(file, `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = problemYamlSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0] as z.core.$ZodIssue;
    const node = issue.path.length > 0 ? keyPosition(document.contents, issue.path) : undefined;
    const line = node === undefined ? 1 : lineCounter.linePos(node).line;
    throw packageFault(`${file}:${line}`, `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  }
  return describe(parsed.data, file);
}

/** Offset of the deepest key of `path` that is in the document. */
function keyPosition(contents: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = contents;
  let offset: number | undefined;
  for (const part of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => String(item.key) === String(part));
    if (!pair) break;
    const range = (pair.key as { range?: [number, number, number] | null }).range;
    offset = range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

function describe(yaml: z.infer<typeof problemYamlSchema>, file: string): ProblemYaml {
  const kinds = [...wordsOf(yaml.type), ...wordsOf(yaml.validation)];
  const keywords = wordsOf(yaml.keywords);
  const described: ProblemYaml = {
    titles: typeof yaml.name === 'string' ? { en: yaml.name } : (yaml.name ?? {}),
    keywords,
    kinds,
    asksForCustomValidation: wordsOf(yaml.validation)[0] === 'custom',
    validatorFlags: flagsOf(yaml.validator_flags),
    limits: limitsOf(yaml.limits ?? {}),
  };
  const credited = typeof yaml.credits === 'object' ? yaml.credits?.authors : yaml.credits;
  const author = namesOf(yaml.author) ?? namesOf(credited);
  const source = namesOf(yaml.source);
  const difficulty = difficultyOf(yaml.difficulty, keywords, file);
  if (yaml.uuid) described.uuid = yaml.uuid;
  if (author) described.author = author;
  if (source) described.source = source;
  if (yaml.license) described.license = yaml.license;
  if (difficulty) {
    described.difficulty = difficulty;
    described.keywords = keywords.filter((keyword) => keyword.replace(/^difficulty:/, '') !== difficulty);
  }
  return described;
}

function wordsOf(value: string | string[] | null | undefined): string[] {
  if (Array.isArray(value)) return value.map((word) => word.trim()).filter(Boolean);
  return (value ?? '').split(/[\s,]+/).filter(Boolean);
}

function flagsOf(value: string | number | (string | number)[] | null | undefined): string[] {
  if (Array.isArray(value)) return value.map(String);
  return String(value ?? '')
    .split(/\s+/)
    .filter(Boolean);
}

type People = z.infer<typeof people>;

function namesOf(value: People | null | undefined): string | undefined {
  const list = Array.isArray(value) ? value : value ? [value] : [];
  const names = list.map((each) => (typeof each === 'string' ? each : each.name)).filter(Boolean);
  return names.length > 0 ? names.join(', ') : undefined;
}

function difficultyOf(
  value: string | number | null | undefined,
  keywords: string[],
  file: string,
): Difficulty | undefined {
  if (typeof value === 'string') {
    const parsed = difficultySchema.safeParse(value);
    if (!parsed.success) throw packageFault(file, `difficulty: is "${value}"; write easy, medium or hard`);
    return parsed.data;
  }
  return difficultySchema.options.find(
    (option) => keywords.includes(option) || keywords.includes(`difficulty:${option}`),
  );
}

type YamlLimits = NonNullable<z.infer<typeof problemYamlSchema>['limits']>;

function limitsOf(limits: YamlLimits): PackageLimits {
  const scaled: [keyof PackageLimits, number | null | undefined, number][] = [
    ['cpuTimeMs', limits.time_limit, 1000],
    ['memoryBytes', limits.memory, MIB],
    ['outputBytes', limits.output, MIB],
    ['compileMemoryBytes', limits.compilation_memory, MIB],
    ['compileTimeMs', limits.compilation_time, 1000],
    ['validationMemoryBytes', limits.validation_memory, MIB],
    ['validationTimeMs', limits.validation_time, 1000],
  ];
  const present = scaled.filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(present.map(([name, value, factor]) => [name, Math.round((value as number) * factor)]));
}
