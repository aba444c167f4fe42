/**
 * Reads definitions/*.yaml. Every fault of every file is reported at once, with
 * the file's name and, for YAML faults, the line: someone who adds a language
 * mends them in one go.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LetscodeError } from '@letscode/core';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { CommandDefinition, LanguageDefinition } from './contract.js';
import { definitionSchema } from './definition-schema.js';
import { extensionsOf } from './language-of-files.js';

const DEFINITIONS_FOLDER = fileURLToPath(new URL('../definitions/', import.meta.url));

/** Placeholders that the judge fills in; all others must name a program. */
const BOX_PLACEHOLDERS = ['source', 'sources', 'out', 'app', 'main', 'memoryMiB', 'support', 'prepared', 'start'];
const HOST_PLACEHOLDERS = ['triplet', 'thisNode', 'real', 'platform', 'arch'];

/**
 * @param folder absolute; the bundled definitions when left out
 * @returns all definitions, sorted by id, with the toolchains not yet looked for
 * @throws LetscodeError `bad_setting` that lists every fault as `file: what`
 */
export function loadLanguages(folder: string = DEFINITIONS_FOLDER): LanguageDefinition[] {
  const faults: string[] = [];
  const languages: LanguageDefinition[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const file of files.sort()) {
    const definition = parseDefinition(file, readFileSync(join(folder, file), 'utf8'), folder, faults);
    if (definition) languages.push(definition);
  }
  if (files.length === 0) faults.push(`${folder}: holds no *.yaml file`);
  faults.push(...clashesOf(languages));
  if (faults.length > 0) {
    throw new LetscodeError('bad_setting', `Language definitions are at fault:\n${faults.join('\n')}`, {
      details: { faults },
    });
  }
  return languages.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function parseDefinition(file: string, text: string, folder: string, faults: string[]): LanguageDefinition | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    for (const error of document.errors)
      faults.push(`${file}:${lineCounter.linePos(error.pos[0]).line}: ${error.message}`);
    return undefined;
  }
  const parsed = definitionSchema.safeParse(document.toJS());
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      faults.push(`${file}: ${issue.path.join('.') || 'file'}: ${issue.message}`);
    return undefined;
  }
  const { wasm, ...own } = parsed.data;
  const definition = withCommands(own, folder);
  if (wasm) definition.wasm = moduleDefinition(own, wasm, folder);
  if (basename(file, '.yaml') !== definition.id)
    faults.push(`${file}: id: is "${definition.id}"; name the file ${definition.id}.yaml`);
  const parts = definition.wasm ? [definition, definition.wasm] : [definition];
  faults.push(
    ...[...new Set(parts.flatMap(unknownPlaceholders))].map(
      (name) => `${file}: {${name}} names neither a program nor a placeholder`,
    ),
  );
  return definition;
}

type Written = Omit<z.infer<typeof definitionSchema>, 'wasm'>;
type WrittenWasm = NonNullable<z.infer<typeof definitionSchema>['wasm']>;
type WrittenCommand = Written['run'];

function withCommands(written: Written, folder: string): LanguageDefinition {
  const { compile, run, prepare, ...rest } = written;
  const withSupport = ({ ahead, ...command }: WrittenCommand): CommandDefinition => ({
    ...command,
    ...(ahead ? { ahead } : {}),
    support: command.support.map((name) => ({
      hostPath: name.startsWith('{') ? name : join(folder, 'support', name),
      name: name.replace(/[{}]/g, ''),
    })),
  });
  const definition: LanguageDefinition = { ...rest, run: withSupport(run) };
  if (compile) definition.compile = { ...compile, ...withSupport(compile) };
  if (prepare) {
    const like = (name: 'compile' | 'run') => (name === 'compile' ? (compile ?? run) : run);
    const steps = prepare.steps.map((step) => ({ ...step, ...withSupport({ ...like(step.like), ...step }) }));
    definition.prepare = { ...prepare, steps };
  }
  return definition;
}

function moduleDefinition(language: Written, wasm: WrittenWasm, folder: string): LanguageDefinition {
  const { versionPrefix: _, memorySigns: __, prepare: ___, ...same } = language;
  const { proof, ...own } = wasm;
  const run: WrittenCommand = { ...own.compile, argv: [], root: [], support: [] };
  const id = `${language.id}-wasm`;
  return withCommands(
    { ...same, ...own, id, aliases: [], run, proof: { code: proof, input: '', output: 'ok' } },
    folder,
  );
}

function unknownPlaceholders(definition: LanguageDefinition): string[] {
  const known = new Set([...BOX_PLACEHOLDERS, ...HOST_PLACEHOLDERS]);
  for (const program of Object.keys(definition.programs ?? {})) known.add(program).add(`${program}.home`);
  const commands = [definition.compile, definition.run, ...(definition.prepare?.steps ?? [])].filter(
    (command) => command !== undefined,
  );
  const texts = commands.flatMap((command) => [
    ...command.argv,
    ...command.root,
    ...Object.values(command.env),
    ...(command.ahead?.options ?? []),
    ...Object.values(command.ahead?.env ?? {}),
    ...command.support.map((support) => support.hostPath),
  ]);
  const used = [...definition.version, ...texts].flatMap((text) =>
    [...text.matchAll(/\{([\w.]+)\}/g)].map((match) => match[1] as string),
  );
  return [...new Set(used)].filter((name) => !known.has(name));
}

/** Two languages may not claim one extension or name: a file's language would depend on the order. */
function clashesOf(languages: LanguageDefinition[]): string[] {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  const own = (language: LanguageDefinition, what: string, shown: string) => {
    const owner = owners.get(what);
    if (owner) clashes.push(`${language.id}.yaml: ${shown} belongs to ${owner}.yaml already`);
    owners.set(what, language.id);
  };
  for (const language of languages) {
    for (const extension of extensionsOf(language)) own(language, `.${extension}`, `the extension .${extension}`);
    for (const name of [language.id, ...language.aliases]) own(language, name, `the name ${name}`);
  }
  return clashes;
}
