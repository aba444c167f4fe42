/**
 * From sources to an artifact: the folder that is mounted at /app when the
 * program runs. The compiler runs in the sandbox like any program; the source is
 * mounted read-only and only regular files come out of /work.
 *
 * A language without a compile step runs from its sources.
 */
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  COMPILE_LIMITS,
  type CompileResult,
  type Layer,
  type Limits,
  type RunReport,
  verdictOfRun,
} from '@letscode/core';
import { arrangeSources, isSourceOf, type LanguageDefinition, type NamedSource } from '@letscode/languages';
import { isFromCache } from './artifact-cache.js';
import { BOX, collectProblem, limitsOfCommand, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { clipText, readClipped, SHOWN_BYTES } from './clipped-text.js';
import type { IncludedFile, RunsPrograms, SourceFile } from './contract.js';
import { guardFiles } from './faults.js';
import { withConstantsIn } from './source-constants.js';

/** Bounds on what a compiler may leave behind. */
const MAX_ARTIFACT_BYTES = 256 * 1024 * 1024;
const MAX_ARTIFACT_FILES = 4_000;

const MIB = 1024 * 1024;

export interface CompiledProgram {
  language: LanguageDefinition;
  /** Null for a language without a compile step. */
  result: CompileResult | null;
  /** Mounted at /app when it runs; complete only when `result` is null or ok. */
  hostArtifactPath: string;
  /** Files of the problem's package that programs read: where it runs, unless the test has files of its own. */
  hostFilesPath?: string | undefined;
  /** What {main} stands for. */
  main: string;
  /** Layers in force while compiling; undefined when nothing was compiled. */
  layers: Layer[] | undefined;
}

export interface CompileJob {
  runner: RunsPrograms;
  language: LanguageDefinition;
  sources: SourceFile[];
  /** Files of the problem's package that are compiled with the sources, and win over those of the same name. */
  included?: IncludedFile[] | undefined;
  /** What `{{name}}` stands for in the included files, by name. */
  constants?: Record<string, string> | undefined;
  /** Which file or class begins, where the package says so. */
  entrypoint?: string | undefined;
  /** An empty folder of the caller, who removes it when the program is no longer needed. */
  hostFolder: string;
  signal?: AbortSignal | undefined;
}

/** @throws LetscodeError for faults of ours; a program that doesn't compile is a result */
export async function compileProgram(job: CompileJob): Promise<CompiledProgram> {
  const { language } = job;
  const { sources, main } = await guardFiles('reading the included files', () => placeSources(job));
  const hostSourcePath = join(job.hostFolder, 'src');
  await guardFiles('writing the source', () => writeSources(hostSourcePath, sources));
  const data = (job.included ?? []).length > 0 ? sources.filter(({ name }) => !isSourceOf(language, name)) : [];
  const hostFilesPath = data.length > 0 ? join(job.hostFolder, 'files') : undefined;
  if (hostFilesPath) await guardFiles('writing the included files', () => writeSources(hostFilesPath, data));
  const fromSources = { language, hostArtifactPath: hostSourcePath, hostFilesPath, main };
  if (!language.compile) return { ...fromSources, result: null, layers: undefined };

  const hostArtifactPath = join(job.hostFolder, 'app');
  const leavesFiles = language.compile.leaves === 'files';
  const emptyArtifact = async () => {
    if (!leavesFiles) return;
    await guardFiles('preparing the artifact folder', async () => {
      await rm(hostArtifactPath, { recursive: true, force: true });
      await makeFolder(hostArtifactPath);
    });
  };
  await emptyArtifact();
  const hostOutputStem = join(job.hostFolder, 'compile');
  const limits = limitsOfCommand(COMPILE_LIMITS, language.compile);
  const collect = { hostPath: hostArtifactPath, maxBytes: MAX_ARTIFACT_BYTES, maxFiles: MAX_ARTIFACT_FILES };
  const report = await runInBox(
    job.runner,
    {
      command: language.compile,
      phase: 'compile',
      sources: sources.filter((file) => isSourceOf(language, file.name)).map((file) => file.name),
      main: language.naming ? main : (sources[0]?.name ?? main),
      hostPreparedPath: language.hostPreparedPath,
      memoryBytes: COMPILE_LIMITS.memoryBytes,
      mounts: [{ hostPath: hostSourcePath, boxPath: BOX.source }],
      limits,
      hostOutputStem,
      ...(leavesFiles ? { collect } : {}),
    },
    job.signal,
    emptyArtifact,
  );
  const result = await guardFiles('reading what the compiler printed', async () => {
    const printed = readable(await printedBy(hostOutputStem), language.compile);
    const hasProgram = !leavesFiles || (await openArtifact(hostArtifactPath)) > 0;
    await removeOutputs(hostOutputStem);
    return compileResultOf(report, limits, printed, hasProgram);
  });
  if (!leavesFiles) return { ...fromSources, result, layers: report.layers };
  return { language, result, hostArtifactPath, hostFilesPath, main, layers: report.layers };
}

type PlacedSource = SourceFile & NamedSource;

/** All sources under the names that they have in the box; the main one first. */
async function placeSources(job: CompileJob): Promise<{ sources: PlacedSource[]; main: string }> {
  const submitted = job.sources.map((file) => ({ ...file, text: textOf(file) }));
  const included = (job.included ?? []).map(async ({ name, hostPath }) => {
    return { name, content: await readFile(hostPath) };
  });
  const replaced = withConstantsIn(await Promise.all(included), job.constants ?? {});
  const placed = replaced.map((file) => ({ ...file, text: textOf(file), isIncluded: true }));
  const given: PlacedSource[] = [...submitted, ...placed];
  return arrangeSources(job.language, given, job.entrypoint);
}

function textOf(file: SourceFile): string {
  return typeof file.content === 'string' ? file.content : Buffer.from(file.content).toString('utf8');
}

/** Modes are set by hand: the program inside is another user, and the umask is not ours to choose. */
async function makeFolder(hostPath: string): Promise<void> {
  await mkdir(hostPath, { recursive: true });
  await chmod(hostPath, 0o755);
}

async function writeSources(hostPath: string, sources: SourceFile[]): Promise<void> {
  await makeFolder(hostPath);
  for (const file of sources) {
    const path = join(hostPath, file.name);
    const folders = dirname(file.name).split('/');
    for (let depth = 1; depth <= folders.length; depth++) await makeFolder(join(hostPath, ...folders.slice(0, depth)));
    await writeFile(path, withoutByteOrderMark(file.content));
    await chmod(path, 0o644);
  }
}

/** Editors on Windows begin files with it; javac alone refuses it. */
function withoutByteOrderMark(content: string | Uint8Array): string | Uint8Array {
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '');
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? content.subarray(3) : content;
}

/** Lets the box's user read and execute the artifact; answers how many files it has. The sandbox collects no links. */
async function openArtifact(hostPath: string): Promise<number> {
  const entries = await readdir(hostPath, { recursive: true, withFileTypes: true });
  const known = entries.filter((entry) => entry.isFile() || entry.isDirectory());
  for (const entry of known) await chmod(join(entry.parentPath, entry.name), 0o755);
  return known.filter((entry) => entry.isFile()).length;
}

async function printedBy(hostOutputStem: string): Promise<string> {
  const { stdout, stderr } = outputPaths(hostOutputStem);
  const parts = [await readClipped(stderr, SHOWN_BYTES), await readClipped(stdout, SHOWN_BYTES)];
  return hideBoxPaths(parts.map((part) => part.text).join(''));
}

/** Without lines that tell nothing, and with all places in one form: `file:line:column: error: message`. */
function readable(text: string, command: LanguageDefinition['compile']): string {
  const noise = (command?.noise ?? []).map((pattern) => new RegExp(pattern, 'u'));
  const kept = text.split('\n').filter((line) => !noise.some((pattern) => pattern.test(line)));
  return (command?.places ?? []).reduce(
    (shown, pattern) =>
      shown.replace(new RegExp(pattern, 'gmu'), (...match: unknown[]) =>
        placed(match.at(-1) as Record<string, string | undefined>),
      ),
    kept.join('\n'),
  );
}

function placed({ file, line, column, kind, message }: Record<string, string | undefined>): string {
  const place = [file, line, ...(column === undefined ? [] : [column]), ''].join(':');
  if (message === undefined) return place;
  return `${place} ${/^warning$/i.test(kind ?? '') ? 'warning' : 'error'}: ${message}`;
}

/** Names files as the author of the program knows them. */
export function hideBoxPaths(text: string): string {
  return text.replace(/(?:file:\/\/)?(?<![\w.-])\/(?:src|app|work|support)\/(?=[\w$])/g, '');
}

function compileResultOf(report: RunReport, limits: Limits, printed: string, hasProgram: boolean): CompileResult {
  const reason = failureOf(report, limits, printed, hasProgram);
  // The reason comes last, and a compiler that printed too much must not push it out.
  const shown = clipText(printed, SHOWN_BYTES - 1024).trimEnd();
  const output = reason === undefined ? printed : [shown, reason].filter(Boolean).join('\n');
  return {
    ok: reason === undefined && verdictOfRun(report.exit, report.usage, limits) === undefined,
    output: clipText(output, SHOWN_BYTES),
    cpuTimeMs: report.usage.cpuTimeMs,
    cached: isFromCache(report),
  };
}

/** What to tell about a failed compilation beside what the compiler said itself. */
function failureOf(report: RunReport, limits: Limits, printed: string, hasProgram: boolean): string | undefined {
  switch (verdictOfRun(report.exit, report.usage, limits)) {
    case undefined: {
      const problem = collectProblem(report);
      if (problem !== undefined) return `The compiled program is beyond all bounds: ${problem}.`;
      return hasProgram ? undefined : 'The compiler ended well but left no program.';
    }
    case 'Memory Limit Exceeded':
      return `The compiler needed more than ${limits.memoryBytes / MIB} MiB of memory.`;
    case 'Time Limit Exceeded':
      return `The compiler took longer than ${limits.cpuTimeMs / 1000} s.`;
    case 'Output Limit Exceeded':
      return `The compiler printed more than ${limits.outputBytes / 1024} KiB.`;
    case 'Security Violation':
      return `The compiler was stopped for a system call that it may not use${report.exit.kind === 'syscall-refused' ? `: ${report.exit.syscall}` : ''}.`;
    default:
      if (report.exit.kind === 'signaled') return `The compiler was ended by ${report.exit.signal}.`;
      return printed.trim() === '' ? 'The compiler failed without saying why.' : undefined;
  }
}
