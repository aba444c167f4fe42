/**
 * What is made once for a toolchain so that its commands start quicker: a
 * precompiled header, an archive of the compiler's classes.
 *
 *     <cacheFolder>/<language>-<fingerprint>/    what the steps left, mounted read-only at /prepared
 *     <cacheFolder>/<language>-<fingerprint>.failed   why there is nothing; tried again after RETRY_MS
 *
 * The steps are the definition's (`prepare` in its YAML) and work on files of
 * ours alone, in the sandbox like any compilation. What they made is used only
 * once the language has proven itself with it, and never written to again: no
 * submission has a part in it. The fingerprint names toolchain, inputs and
 * definition, so what is there is right; nothing else is ever looked at.
 *
 * Beside it the starters are built, by which interpreters start ahead of their runs (languages/native/start.h).
 *
 * Never needed: without it everything works, and takes longer.
 */
import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPILE_LIMITS, type RunReport } from '@letscode/core';
import { buildStarters, type LanguageDefinition, type PreparationStep, type ProveLanguage } from '@letscode/languages';
import { collectProblem, limitsOfCommand, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { readClipped, SHOWN_BYTES } from './clipped-text.js';
import type { RunsPrograms } from './contract.js';
import { createProver } from './prove-language.js';

const MAX_PREPARED_BYTES = 256 * 1024 * 1024;
const MAX_PREPARED_FILES = 1_000;

const HOUR_MS = 3_600_000;
const RETRY_MS = HOUR_MS;
/** What no start has used for so long belongs to a toolchain that is gone. */
const KEEP_MS = 14 * 24 * HOUR_MS;

export interface PreparationOptions {
  runner: RunsPrograms;
  /** Absolute; made when absent. Must be the caller's own: what lies in it is trusted. */
  cacheFolder: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Have interpreters started ahead: worth it for those who run many programs, each start being made good by a later run. */
  startsAhead?: boolean;
  /** How the language proves itself with what was made; its proof program is run when this is absent. */
  prove?: ProveLanguage;
  signal?: AbortSignal | undefined;
}

export interface Preparation {
  /** With `hostPreparedPath`, or as it was given. */
  language: LanguageDefinition;
  /** Why there is nothing prepared, where the definition asks for it. */
  reason?: string;
}

/**
 * Finds or makes what the definition wants prepared.
 *
 * Several processes may do so at once: the first to finish wins, and all use its files.
 *
 * @param language resolved
 * @throws only the signal's reason; whatever else goes wrong is the `reason`
 */
export async function prepareToolchain(
  language: LanguageDefinition,
  options: PreparationOptions,
): Promise<Preparation> {
  const prepared = await preparedFiles(language, options);
  if (!options.startsAhead || !language.run.ahead) return prepared;
  try {
    return { ...prepared, language: { ...prepared.language, hostStartPath: await buildStarters() } };
  } catch (error) {
    return { ...prepared, reason: textOf(error) };
  }
}

async function preparedFiles(language: LanguageDefinition, options: PreparationOptions): Promise<Preparation> {
  const fingerprint = language.prepare?.fingerprint;
  if (fingerprint === undefined) return { language };
  const path = join(options.cacheFolder, `${language.id}-${fingerprint}`);
  try {
    await ownFolder(options.cacheFolder);
    const found = await findPrepared(path, options.now());
    if (found === 'ready') return { language: { ...language, hostPreparedPath: path } };
    if (found) return { language, reason: found.reason };
    const reason = await makePrepared(language, path, options);
    if (reason === undefined) await removeOld(options.cacheFolder, language.id, options.now());
    else await writeFile(`${path}.failed`, reason);
    return reason === undefined ? { language: { ...language, hostPreparedPath: path } } : { language, reason };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { language, reason: textOf(error) };
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws Error when another user could have put something there */
async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${path} is not a folder of our own`);
  if ((found.mode & 0o022) !== 0) await chmod(path, found.mode & 0o755);
}

async function findPrepared(path: string, now: number): Promise<'ready' | { reason: string } | undefined> {
  if (await isThere(path)) {
    await utimes(path, now / 1000, now / 1000);
    return 'ready';
  }
  const failed = await stat(`${path}.failed`).catch(() => undefined);
  if (!failed || now - failed.mtimeMs > RETRY_MS) return undefined;
  return { reason: await readFile(`${path}.failed`, 'utf8') };
}

/** @returns why nothing came of it, or undefined when `path` is complete */
async function makePrepared(
  language: LanguageDefinition,
  path: string,
  options: PreparationOptions,
): Promise<string | undefined> {
  const making = `${path}.${randomUUID()}.new`;
  const hostPreparedPath = join(making, 'prepared');
  try {
    await makeFolder(hostPreparedPath);
    for (const step of language.prepare?.steps ?? []) {
      const reason = await runStep(step, hostPreparedPath, join(making, 'step'), options);
      if (reason !== undefined) return reason;
    }
    const prove = options.prove ?? createProver({ runner: options.runner, scratchFolder: join(making, 'proof') });
    const proof = await prove({ ...language, hostPreparedPath });
    options.signal?.throwIfAborted();
    if (!proof.ok) return `with it, ${proof.reason}`;
    await rename(hostPreparedPath, path).catch(async (error: unknown) => {
      // Another process was quicker; what it made is as good.
      if (!(await isThere(path))) throw error;
    });
    await rm(`${path}.failed`, { force: true });
    return undefined;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** @returns why it failed, or undefined */
async function runStep(
  step: PreparationStep,
  hostPreparedPath: string,
  hostOutputStem: string,
  { runner, signal }: PreparationOptions,
): Promise<string | undefined> {
  const hostPath = join(hostPreparedPath, step.into ?? '');
  await makeFolder(hostPath);
  const report = await runInBox(
    runner,
    {
      command: step,
      phase: step.like,
      sources: [],
      main: '',
      hostPreparedPath,
      memoryBytes: COMPILE_LIMITS.memoryBytes,
      mounts: [],
      limits: limitsOfCommand(COMPILE_LIMITS, step),
      hostOutputStem,
      collect: { hostPath, maxBytes: MAX_PREPARED_BYTES, maxFiles: MAX_PREPARED_FILES },
    },
    signal,
  );
  const reason = await failureOf(report, hostOutputStem);
  await removeOutputs(hostOutputStem);
  if (reason === undefined) await openToReaders(hostPreparedPath);
  return reason;
}

async function failureOf(report: RunReport, hostOutputStem: string): Promise<string | undefined> {
  const { exit } = report;
  if (exit.kind === 'exited' && exit.code === 0) return collectProblem(report);
  const { text } = await readClipped(outputPaths(hostOutputStem).stderr, SHOWN_BYTES);
  return `its preparation ended with ${exit.kind === 'exited' ? `code ${exit.code}` : exit.kind}: ${text.trim()}`;
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

/** The program in the box is another user. */
async function openToReaders(path: string): Promise<void> {
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}

/** Other fingerprints of this language: another process may use them still, so only long after. */
async function removeOld(cacheFolder: string, languageId: string, now: number): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name);
    if (!name.startsWith(`${languageId}-`)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found && now - found.mtimeMs > KEEP_MS) await rm(path, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
