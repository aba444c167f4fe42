/**
 * From sources to an artifact: the folder that is mounted at /app when the
 * program runs. The compiler runs in the sandbox like any program; the source is
 * mounted read-only and only regular files come out of /work.
 *
 * A language without a compile step runs from its sources.
 */
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  COMPILE_LIMITS,
  type CompileResult,
  type Layer,
  type Limits,
  type RunReport,
  verdictOfRun,
} from '@letscode/core';
import { type LanguageDefinition, sourceNamesOf } from '@letscode/languages';
import { BOX, collectProblem, limitsOfCommand, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { clipText, readClipped, SHOWN_BYTES } from './clipped-text.js';
import type { RunsPrograms, SourceFile } from './contract.js';
import { guardFiles } from './faults.js';

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
  /** What {main} stands for. */
  main: string;
  /** Layers in force while compiling; undefined when nothing was compiled. */
  layers: Layer[] | undefined;
}

export interface CompileJob {
  runner: RunsPrograms;
  language: LanguageDefinition;
  sources: SourceFile[];
  /** An empty folder of the caller, who removes it when the program is no longer needed. */
  hostFolder: string;
  signal?: AbortSignal | undefined;
}

/** @throws LetscodeError for faults of ours; a program that doesn't compile is a result */
export async function compileProgram(job: CompileJob): Promise<CompiledProgram> {
  const { language } = job;
  const { sources, main } = nameSources(language, job.sources);
  const hostSourcePath = join(job.hostFolder, 'src');
  await guardFiles('writing the source', () => writeSources(hostSourcePath, sources));
  if (!language.compile) return { language, result: null, hostArtifactPath: hostSourcePath, main, layers: undefined };

  const hostArtifactPath = join(job.hostFolder, 'app');
  const emptyArtifact = () =>
    guardFiles('preparing the artifact folder', async () => {
      await rm(hostArtifactPath, { recursive: true, force: true });
      await makeFolder(hostArtifactPath);
    });
  await emptyArtifact();
  const hostOutputStem = join(job.hostFolder, 'compile');
  const limits = limitsOfCommand(COMPILE_LIMITS, language.compile);
  const report = await runInBox(
    job.runner,
    {
      command: language.compile,
      phase: 'compile',
      sources: sources.filter((file) => isSourceOf(language, file.name)).map((file) => file.name),
      main,
      hostPreparedPath: language.hostPreparedPath,
      memoryBytes: COMPILE_LIMITS.memoryBytes,
      mounts: [{ hostPath: hostSourcePath, boxPath: BOX.source }],
      limits,
      hostOutputStem,
      collect: { hostPath: hostArtifactPath, maxBytes: MAX_ARTIFACT_BYTES, maxFiles: MAX_ARTIFACT_FILES },
    },
    job.signal,
    emptyArtifact,
  );
  const result = await guardFiles('reading what the compiler printed', async () => {
    const printed = await printedBy(hostOutputStem);
    const fileCount = await openArtifact(hostArtifactPath);
    await removeOutputs(hostOutputStem);
    return compileResultOf(report, limits, printed, fileCount);
  });
  return { language, result, hostArtifactPath, main, layers: report.layers };
}

/** Single sources are named as the language wants; several keep their names, the main one first. */
function nameSources(language: LanguageDefinition, given: SourceFile[]): { sources: SourceFile[]; main: string } {
  const own = given.filter((file) => isSourceOf(language, file.name));
  const [only] = own;
  if (only && given.length === 1) {
    const names = sourceNamesOf(language, textOf(only));
    return { sources: [{ ...only, name: names.file }], main: names.main };
  }
  const isMain = (file: SourceFile) => /^(?:__main__|main)\.[^.]+$/i.test(file.name);
  const withMain = own.find((file) => language.naming === 'java' && /\bvoid\s+main\s*\(/.test(textOf(file)));
  const first = own.find(isMain) ?? withMain ?? only;
  if (!first) return { sources: given, main: `main.${language.extension}` };
  const main = language.naming ? sourceNamesOf(language, textOf(first)).main : first.name;
  return { sources: [first, ...given.filter((file) => file !== first)], main };
}

function isSourceOf(language: LanguageDefinition, name: string): boolean {
  return [language.extension, ...language.otherExtensions].some((extension) => name.endsWith(`.${extension}`));
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

/** Names files as the author of the program knows them. */
export function hideBoxPaths(text: string): string {
  return text.replace(/(?:file:\/\/)?(?<![\w.-])\/(?:src|app|work|support)\/(?=[\w$])/g, '');
}

function compileResultOf(report: RunReport, limits: Limits, printed: string, fileCount: number): CompileResult {
  const reason = failureOf(report, limits, printed, fileCount);
  // The reason comes last, and a compiler that printed too much must not push it out.
  const shown = clipText(printed, SHOWN_BYTES - 1024).trimEnd();
  const output = reason === undefined ? printed : [shown, reason].filter(Boolean).join('\n');
  return {
    ok: reason === undefined && verdictOfRun(report.exit, report.usage, limits) === undefined,
    output: clipText(output, SHOWN_BYTES),
    cpuTimeMs: report.usage.cpuTimeMs,
    cached: false,
  };
}

/** What to tell about a failed compilation beside what the compiler said itself. */
function failureOf(report: RunReport, limits: Limits, printed: string, fileCount: number): string | undefined {
  switch (verdictOfRun(report.exit, report.usage, limits)) {
    case undefined: {
      const problem = collectProblem(report);
      if (problem !== undefined) return `The compiled program is beyond all bounds: ${problem}.`;
      return fileCount > 0 ? undefined : 'The compiler ended well but left no program.';
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
