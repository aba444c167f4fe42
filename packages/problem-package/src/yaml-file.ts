/**
 * A package's YAML files: read with bounds, checked by a schema, and every
 * complaint with its line.
 *
 * YAML of other judges' authors is forgiving where nothing is at stake: a key that
 * stands twice counts as its last one, and a key that nobody knows is left alone,
 * each with a warning.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Findings } from './findings.js';
import { packageFault } from './package-folder.js';

/** In bytes. Metadata is short, and parsing YAML costs some microseconds a byte. */
export const MAX_YAML_BYTES = 64 * 1024;

export interface YamlFile {
  /** Path inside the package. */
  file: string;
  /** Plain values; `{}` for an empty file. */
  value: unknown;
  /** Line of the deepest key or item of `path` that is there, 1-based. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** @throws LetscodeError `bad_package` that names the file and the line */
export function parseYaml(text: string, file: string, findings: Findings): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: true,
    merge: true,
    logLevel: 'error',
  });
  for (const error of document.errors) {
    const where = `${file}:${lineCounter.linePos(error.pos[0]).line}`;
    if (error.code !== 'DUPLICATE_KEY') throw packageFault(where, error.message);
    findings.warn(where, 'this key stands here a second time; the last one counts, remove the other');
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw packageFault(file, `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return {
    file,
    value,
    lineOf: (path) => {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? 1 : lineCounter.linePos(offset).line;
    },
  };
}

function offsetOf(contents: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = contents;
  let offset: number | undefined;
  for (const part of path) {
    let place: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(part));
      if (!pair) break;
      [place, node] = [pair.key, pair.value];
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      place = node;
    } else break;
    offset = (place as { range?: [number, number, number] | null } | undefined)?.range?.[0] ?? offset;
  }
  return offset;
}

/**
 * The file's values by a schema for a map. Keys whose values are wrong are errors, and left out of the answer.
 *
 * @throws LetscodeError `bad_package` when the file holds something else than a map
 */
export function valuesOf<T extends z.ZodType>(yaml: YamlFile, schema: T, findings: Findings): z.infer<T> {
  const first = schema.safeParse(yaml.value);
  if (first.success) return first.data;
  const issues = first.error.issues.toSorted((a, b) => yaml.lineOf(a.path) - yaml.lineOf(b.path));
  for (const issue of issues) findings.error(`${yaml.file}:${yaml.lineOf(issue.path)}`, describeIssue(issue));
  const isMap = typeof yaml.value === 'object' && yaml.value !== null && !Array.isArray(yaml.value);
  const wrong = new Set(issues.map((issue) => String(issue.path[0])));
  const rest = isMap ? Object.entries(yaml.value as object).filter(([key]) => !wrong.has(key)) : [];
  const second = schema.safeParse(Object.fromEntries(rest));
  if (second.success) return second.data;
  throw packageFault(
    `${yaml.file}:${yaml.lineOf(issues[0]?.path ?? [])}`,
    describeIssue(issues[0] as z.core.$ZodIssue),
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.') || 'the file'}: ${issue.message}`;
}

/** Warns of keys of the map at `path` that aren't in `known`, with the likeliest meant. */
export function warnOfUnknownKeys(
  yaml: YamlFile,
  path: readonly string[],
  known: readonly string[],
  findings: Findings,
): void {
  const map = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], yaml.value);
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return;
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    const meant = nearestWord(key, known);
    const remedy = meant ? `did you mean "${meant}"?` : 'remove it, or see which keys the format has';
    const shown = [...path, key].join('.').slice(0, 100);
    findings.warn(`${yaml.file}:${yaml.lineOf([...path, key])}`, `unknown key "${shown}" is ignored; ${remedy}`);
  }
}

/** The word that is at most a third of its letters away. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  if (word.length > 60) return undefined;
  const ranked = words.map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase()) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, best.each.length / 3) ? best.each : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
