/**
 * Which languages work on this machine: each toolchain is looked for, and one
 * that is there must prove itself by compiling and running its proof program.
 *
 * How a program is run is the caller's business (`prove`), so that this package
 * knows no sandbox. Proofs may be remembered by the toolchain's fingerprint.
 */
import type { Language } from '@letscode/core';
import type { LanguageDefinition } from './contract.js';
import { type LanguageResolution, resolveLanguage } from './resolve-language.js';

const MAX_REASON_LENGTH = 200;

/** Compiles and runs the proof program; answers a reason when that failed. */
export type ProveLanguage = (definition: LanguageDefinition) => Promise<{ ok: true } | { ok: false; reason: string }>;

/** Language id → fingerprint of the toolchain that was last proven. Plain data, the caller keeps it. */
export type ProofRecord = Record<string, string>;

export interface ProbeOptions {
  /** The folders of PATH, read by the caller. */
  searchPath?: readonly string[];
  /** Proofs of an earlier start; these toolchains are not proven again while they are unchanged. */
  proven?: ProofRecord;
}

export interface ProbedLanguages {
  /** As the outside sees them, in the order given. */
  languages: Language[];
  /** The definitions that work, with real paths: what the judge is given. */
  usable: LanguageDefinition[];
  /** To be kept for the next start. */
  proven: ProofRecord;
}

/** How many toolchains are looked for at once: most of that is waiting for programs to print their version. */
const LOOKING_COUNT = 4;

/** Proves one after the other: a start shares the machine with what else starts. */
export async function probeLanguages(
  definitions: readonly LanguageDefinition[],
  prove: ProveLanguage,
  options: ProbeOptions = {},
): Promise<ProbedLanguages> {
  const probed: ProbedLanguages = { languages: [], usable: [], proven: {} };
  for (const resolution of await resolveAll(definitions, options)) {
    const failure = await failureOf(resolution, prove, options.proven ?? {});
    probed.languages.push(describeLanguage(resolution, failure));
    if (!resolution.ok || failure) continue;
    probed.usable.push(resolution.definition);
    probed.proven[resolution.definition.id] = resolution.fingerprint;
  }
  return probed;
}

/** In the order given. */
async function resolveAll(
  definitions: readonly LanguageDefinition[],
  options: ProbeOptions,
): Promise<LanguageResolution[]> {
  const resolved: LanguageResolution[] = [];
  const waiting = definitions.entries();
  const look = async () => {
    for (const [index, definition] of waiting) resolved[index] = await resolveLanguage(definition, options);
  };
  await Promise.all(Array.from({ length: LOOKING_COUNT }, look));
  return resolved;
}

/** Why a language doesn't work, or undefined when it does. */
async function failureOf(
  resolution: LanguageResolution,
  prove: ProveLanguage,
  proven: ProofRecord,
): Promise<string | undefined> {
  if (!resolution.ok) return resolution.reason;
  if (proven[resolution.definition.id] === resolution.fingerprint) return undefined;
  const proof = await prove(resolution.definition);
  return proof.ok ? undefined : proof.reason;
}

/** @param failure why it doesn't work; undefined when it does */
export function describeLanguage(resolution: LanguageResolution, failure: string | undefined): Language {
  const { definition } = resolution;
  const language: Language = {
    id: definition.id,
    name: definition.name,
    available: resolution.ok && failure === undefined,
    extension: definition.extension,
    editorMode: definition.editorMode,
    template: definition.template,
    runCommand: showCommand(definition, definition.run.argv),
  };
  // A step that only checks, or runs a file of ours, is nothing that a person would type.
  const { compile } = definition;
  if (compile?.leaves === 'files' && !compile.argv.some((word) => word.includes('{support}'))) {
    language.compileCommand = showCommand(definition, compile.argv);
  }
  if (resolution.ok && !failure) language.version = resolution.version;
  if (failure)
    language.remedy = `${definition.name} does not work here: ${inShort(failure)}. To mend it: ${definition.remedy}`;
  return language;
}

/** A compiler that crashes prints pages; its first words tell enough. */
function inShort(reason: string): string {
  const line = reason.split('\n', 1)[0] ?? '';
  return line.length > MAX_REASON_LENGTH ? `${line.slice(0, MAX_REASON_LENGTH)}…` : line;
}

/** A command for a person: short names instead of the box's paths. */
function showCommand(definition: LanguageDefinition, argv: readonly string[]): string {
  const { extension, naming } = definition;
  const source = `${naming ? 'Main' : 'main'}.${extension}`;
  const main = naming === undefined ? source : naming === 'kotlin' ? 'MainKt' : 'Main';
  const words: Record<string, string> = { source, main, memoryMiB: '512' };
  return argv
    .filter((word) => !/\{(?:support|prepared)\}/.test(word))
    .map((word) =>
      word
        .replace(/^\/\S*\//, (path) => (path.startsWith('/') ? '' : path))
        .replace(/\{(?:app|out|sources|support)\}/g, '.')
        .replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole),
    )
    .join(' ');
}
