/**
 * Programs that a package brings: validators, interactors, graders.
 *
 * They are a stranger's programs too: compiled and run in the same sandbox as
 * submissions. Compiled ones are kept in the scratch folder by the hash of their
 * sources and language, for all judges on that folder.
 */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type LanguageDefinition, languageOfFile } from '@letscode/languages';
import { buildByScript, isScripted, scriptedLanguage } from './build-scripts.js';
import { type Protocol, protocolOf } from './checker/protocol.js';
import { type CompiledProgram, compileProgram } from './compile-program.js';
import type { RunsPrograms, SourceFile } from './contract.js';
import { guardFiles } from './faults.js';
import { withConstantsIn } from './source-constants.js';

const MIB = 1024 * 1024;
const MAX_SOURCE_FILES = 200;
const MAX_SOURCE_BYTES = 16 * MIB;

export interface PackageProgram extends CompiledProgram {
  protocol: Protocol;
}

export class PackagePrograms {
  /** Compilations by hash, so that tests in parallel share one. A failed one may be tried again. */
  private readonly compiled = new Map<string, Promise<CompiledProgram>>();

  constructor(
    private readonly runner: RunsPrograms,
    private readonly languages: readonly LanguageDefinition[],
    /** Absolute; programs are kept in `validators/` below it. */
    private readonly scratchFolder: string,
  ) {}

  /**
   * The compiled program of the file or folder at `hostPath`, or why there is none.
   *
   * @param constants what `{{name}}` stands for in its sources
   */
  async prepare(hostPath: string, constants: Record<string, string> = {}): Promise<PackageProgram | string> {
    const given = await guardFiles('reading a program of the package', () => readSources(hostPath));
    if (typeof given === 'string') return given;
    const sources = withConstantsIn(given, constants);
    const language = isScripted(sources) ? scriptedLanguage() : this.languageOf(sources);
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
    const program = await compiling;
    if (program.result && !program.result.ok) return `it does not compile:\n${program.result.output}`;
    return { ...program, protocol: protocolOf(sources) };
  }

  /** That of the first file that has one. */
  private languageOf(sources: readonly SourceFile[]): LanguageDefinition | undefined {
    return sources
      .map((file) => languageOfFile(file.name, this.languages, Buffer.from(file.content).toString('latin1')))
      .find((found) => found !== undefined);
  }

  private async compile(language: LanguageDefinition, sources: SourceFile[], hash: string): Promise<CompiledProgram> {
    const kept = join(this.scratchFolder, 'validators', hash);
    const earlier = await readFile(join(kept, 'main'), 'utf8').catch(() => undefined);
    if (earlier !== undefined) {
      return { language, result: null, hostArtifactPath: join(kept, 'app'), main: earlier, layers: undefined };
    }
    const making = join(this.scratchFolder, 'validators', `making-${randomUUID()}`);
    await guardFiles('preparing a program of the package', () => mkdir(making, { recursive: true }));
    try {
      const job = { runner: this.runner, language, sources, hostFolder: making };
      const program = await (isScripted(sources) ? buildByScript(job) : compileProgram(job));
      if (program.result && !program.result.ok) return program;
      await guardFiles('keeping a program of the package', async () => {
        const madeAt = join(making, 'app');
        if (program.hostArtifactPath !== madeAt) await rename(program.hostArtifactPath, madeAt);
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

/** The program's sources, or what is wrong with them. Links are refused: they could lead out of the package. */
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
