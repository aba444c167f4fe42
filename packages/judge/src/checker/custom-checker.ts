/**
 * Custom output validators by the Kattis interface:
 *
 *     validator INPUT ANSWER FEEDBACK_DIR/ [ARG]... < team output
 *     exit 42: accepted    exit 43: wrong answer    anything else: the validator's own fault
 *     FEEDBACK_DIR/teammessage.txt   for the user     FEEDBACK_DIR/judgemessage.txt   for the author
 *
 * A validator is a stranger's program too: it is compiled and run in the same
 * sandbox as submissions. Compiled validators are kept in the scratch folder by
 * the hash of their sources and language, for all judges on that folder.
 */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Limits, wallLimitMs } from '@letscode/core';
import { type LanguageDefinition, languageOfFile } from '@letscode/languages';
import { BOX, limitsOfCommand, outputPaths, removeOutputs, runInBox } from '../box-run.js';
import { readClipped, SHOWN_BYTES } from '../clipped-text.js';
import { type CompiledProgram, compileProgram } from '../compile-program.js';
import type { RunsPrograms, SourceFile } from '../contract.js';
import { guardFiles } from '../faults.js';
import type { CheckResult } from './default-checker.js';

const MIB = 1024 * 1024;

/** Kattis gives validators a minute and 2 GiB. */
const VALIDATOR_LIMITS: Limits = {
  cpuTimeMs: 60_000,
  wallTimeMs: wallLimitMs(60_000),
  memoryBytes: 2048 * MIB,
  outputBytes: 8 * MIB,
  processCount: 50,
  diskBytes: 64 * MIB,
};

const MAX_SOURCE_FILES = 200;
const MAX_SOURCE_BYTES = 16 * MIB;

const EXIT_ACCEPTED = 42;
const EXIT_WRONG_ANSWER = 43;

const PUBLIC_FAULT = "The problem's output validator failed; its author has to mend it";

export interface CustomCheck {
  hostInputPath: string;
  hostAnswerPath: string;
  hostOutputPath: string;
  args: string[];
  /** An absent folder of the caller; made and removed here. */
  hostScratchFolder: string;
  signal?: AbortSignal | undefined;
}

export class ValidatorWorkshop {
  /** Compilations by hash, so that tests in parallel share one. A failed one may be tried again. */
  private readonly compiled = new Map<string, Promise<CompiledProgram>>();

  constructor(
    private readonly runner: RunsPrograms,
    private readonly languages: readonly LanguageDefinition[],
    /** Absolute; validators are kept in `validators/` below it. */
    private readonly scratchFolder: string,
  ) {}

  /** Runs the validator at `hostPath` (a file or a folder) on one output. */
  async check(hostPath: string, check: CustomCheck): Promise<CheckResult> {
    const prepared = await this.prepare(hostPath);
    if (typeof prepared === 'string') return fault(prepared);
    if (prepared.result && !prepared.result.ok) return fault(`it does not compile:\n${prepared.result.output}`);
    try {
      return await this.run(prepared, check);
    } finally {
      await rm(check.hostScratchFolder, { recursive: true, force: true });
    }
  }

  /** A compiled validator, or why there is none. */
  private async prepare(hostPath: string): Promise<CompiledProgram | string> {
    const sources = await guardFiles('reading the output validator', () => readSources(hostPath));
    if (typeof sources === 'string') return sources;
    const language = sources
      .map((file) => languageOfFile(file.name, this.languages))
      .find((found) => found !== undefined);
    if (!language) return `none of ${sources.map((file) => file.name).join(', ')} is in a language that works here`;
    const hash = hashOf(language, sources);
    let compiling = this.compiled.get(hash);
    // Its files are in a scratch folder, which an operator may clear while we run.
    if (compiling && !(await isStillThere(compiling))) compiling = undefined;
    if (!compiling) {
      compiling = this.compile(language, sources, hash);
      this.compiled.set(hash, compiling);
      const own = compiling;
      own.catch(() => this.compiled.get(hash) === own && this.compiled.delete(hash));
    }
    return compiling;
  }

  private async compile(language: LanguageDefinition, sources: SourceFile[], hash: string): Promise<CompiledProgram> {
    const kept = join(this.scratchFolder, 'validators', hash);
    const earlier = await readFile(join(kept, 'main'), 'utf8').catch(() => undefined);
    if (earlier !== undefined) {
      return { language, result: null, hostArtifactPath: join(kept, 'app'), main: earlier, layers: undefined };
    }
    const making = join(this.scratchFolder, 'validators', `making-${randomUUID()}`);
    await guardFiles('preparing the output validator', () => mkdir(making, { recursive: true }));
    try {
      const program = await compileProgram({ runner: this.runner, language, sources, hostFolder: making });
      if (program.result && !program.result.ok) return program;
      await guardFiles('keeping the output validator', async () => {
        if (!program.result) await rename(program.hostArtifactPath, join(making, 'app'));
        await writeFile(join(making, 'main'), program.main);
        // Another worker may have been quicker; then its copy stays.
        await rename(making, kept).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
        });
      });
      return { ...program, hostArtifactPath: join(kept, 'app') };
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  }

  private async run(validator: CompiledProgram, check: CustomCheck): Promise<CheckResult> {
    const feedback = join(check.hostScratchFolder, 'feedback');
    await guardFiles('preparing the feedback folder', () => mkdir(feedback, { recursive: true }));
    const hostOutputStem = join(check.hostScratchFolder, 'validator');
    const command = validator.language.run;
    const report = await runInBox(
      this.runner,
      {
        command,
        phase: 'run',
        sources: [],
        main: validator.main,
        hostPreparedPath: validator.language.hostPreparedPath,
        hostStartPath: validator.language.hostStartPath,
        memoryBytes: VALIDATOR_LIMITS.memoryBytes,
        args: ['/data/test.in', '/data/test.ans', `${BOX.work}/`, ...check.args],
        mounts: [
          { hostPath: validator.hostArtifactPath, boxPath: BOX.artifact },
          { hostPath: check.hostInputPath, boxPath: '/data/test.in' },
          { hostPath: check.hostAnswerPath, boxPath: '/data/test.ans' },
        ],
        limits: limitsOfCommand(VALIDATOR_LIMITS, command),
        hostStdinPath: check.hostOutputPath,
        hostOutputStem,
        collect: { hostPath: feedback, maxBytes: 4 * MIB, maxFiles: 64 },
      },
      check.signal,
      async () => {
        await rm(feedback, { recursive: true, force: true });
        await mkdir(feedback);
      },
    );
    return guardFiles('reading the feedback', async () => {
      const read = async (name: string) => (await readClipped(join(feedback, name), SHOWN_BYTES)).text.trim();
      const team = await read('teammessage.txt');
      const judge = await read('judgemessage.txt');
      const exitCode = report.exit.kind === 'exited' ? report.exit.code : undefined;
      if (exitCode === EXIT_ACCEPTED || exitCode === EXIT_WRONG_ANSWER) {
        const result: CheckResult = { verdict: exitCode === EXIT_ACCEPTED ? 'Accepted' : 'Wrong Answer' };
        const detail = [team, judge].filter(Boolean).join('\n');
        if (team) result.publicMessage = team;
        if (detail) result.detail = detail;
        return result;
      }
      const { text: stderr } = await readClipped(outputPaths(hostOutputStem).stderr, SHOWN_BYTES);
      await removeOutputs(hostOutputStem);
      const how = exitCode === undefined ? `ended by ${report.exit.kind}` : `exited with code ${exitCode}`;
      return fault([`it ${how} instead of 42 or 43`, judge, stderr.trim()].filter(Boolean).join('\n'));
    });
  }
}

function fault(reason: string): CheckResult {
  return {
    verdict: 'Internal Error',
    publicMessage: PUBLIC_FAULT,
    detail: `The output validator is at fault: ${reason}`,
  };
}

/** True too for one that did not compile: it has no files. */
async function isStillThere(compiling: Promise<CompiledProgram>): Promise<boolean> {
  const program = await compiling.catch(() => undefined);
  if (!program) return false;
  if (program.result && !program.result.ok) return true;
  return access(program.hostArtifactPath).then(
    () => true,
    () => false,
  );
}

/** The validator's sources, or what is wrong with them. Links are refused: they could lead out of the package. */
async function readSources(hostPath: string): Promise<SourceFile[] | string> {
  if (!(await stat(hostPath)).isDirectory()) return [{ name: basename(hostPath), content: await readFile(hostPath) }];
  const entries = await readdir(hostPath, { recursive: true, withFileTypes: true });
  const sources: SourceFile[] = [];
  let byteCount = 0;
  for (const entry of entries) {
    if (entry.isDirectory() || entry.name.startsWith('.')) continue;
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) return `${entry.name} is a link or a device; replace it by the file`;
    byteCount += (await stat(path)).size;
    if (sources.length >= MAX_SOURCE_FILES || byteCount > MAX_SOURCE_BYTES)
      return 'it has too many or too large source files';
    sources.push({ name: path.slice(hostPath.length + 1), content: await readFile(path) });
  }
  if (sources.length === 0) return 'its folder is empty';
  return sources.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function hashOf(language: LanguageDefinition, sources: SourceFile[]): string {
  const hash = createHash('sha256').update(JSON.stringify([language.id, language.compile, language.run]));
  for (const file of sources) {
    const bytes = Buffer.from(file.content);
    hash.update(`\n${file.name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
