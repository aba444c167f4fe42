/**
 * Proves the toolchains at start, and remembers what was proven in `proofs.json`, so that
 * the next start is quick. A proof is good for one toolchain (its fingerprint) on one
 * kernel under one version of ours.
 */
import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { createProver, type RunsPrograms } from '@letscode/judge';
import { type LanguageDefinition, type ProbedLanguages, type ProofRecord, probeLanguages } from '@letscode/languages';
import type { Logger } from 'pino';
import { writeWhole } from './data/blob-cache.js';

export interface ProvingOptions {
  languages: readonly LanguageDefinition[];
  searchPath: readonly string[];
  runner: RunsPrograms;
  scratchFolder: string;
  cacheFolder: string;
  log: Logger;
}

/** Raised when the sandbox or the judge change so that old proofs tell nothing. */
const PROOF_VERSION = 1;

export async function proveLanguages(options: ProvingOptions): Promise<ProbedLanguages> {
  const { languages, searchPath, runner, scratchFolder, cacheFolder, log } = options;
  const path = join(cacheFolder, 'proofs.json');
  const machine = `${PROOF_VERSION} ${release()}`;
  const proven = await readProofs(path, machine);
  const probed = await probeLanguages(languages, createProver({ runner, scratchFolder }), { searchPath, proven });
  for (const { id, available, version, remedy } of probed.languages) {
    if (available) log.debug({ language: id, version }, 'language works');
    else log.warn({ language: id, remedy }, 'language does not work');
  }
  await writeWhole(path, Buffer.from(JSON.stringify({ machine, proven: probed.proven }))).catch((error: unknown) => {
    log.warn({ err: error }, 'the proofs could not be kept; the next start proves again');
  });
  return probed;
}

/** Nothing, when the file is absent, damaged or of another machine. */
async function readProofs(path: string, machine: string): Promise<ProofRecord> {
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as { machine?: unknown; proven?: unknown };
    if (kept.machine !== machine || typeof kept.proven !== 'object' || kept.proven === null) return {};
    return kept.proven as ProofRecord;
  } catch {
    return {};
  }
}
