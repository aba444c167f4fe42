/**
 * What is done before anybody submits: a program compiled, boxes made ready for its runs.
 *
 * The compilation is the very one that a submission asks for, so that a runner which keeps
 * artifacts (artifact-cache.ts) has it then. Of a language that isn't compiled only the
 * boxes are made ready; its program isn't run, whatever it is.
 */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CompileResult, DEFAULT_LIMITS } from '@letscode/core';
import { arrangeSources, type LanguageDefinition } from '@letscode/languages';
import { specOf } from './box-run.js';
import type { CompiledProgram } from './compile-program.js';
import type { JudgingTask, Program } from './contract.js';
import { guardFiles } from './faults.js';
import { compileSubmitted, type JudgeTools } from './judge-submission.js';
import { programCommand } from './run-program.js';
import { withJobFolder } from './scratch.js';

/** Resolves when the program is compiled and kept: its boxes are made ready after that, and nobody waits for them. */
export function compileAhead(
  tools: JudgeTools,
  language: LanguageDefinition,
  program: Program,
  task: JudgingTask | undefined,
  signal: AbortSignal | undefined,
): Promise<CompileResult | null> {
  return new Promise((resolve, reject) => {
    withJobFolder(tools.scratchFolder, async (hostFolder) => {
      const compiled = await compileSubmitted(tools, language, program, { task, hostFolder, signal });
      resolve(compiled.result);
      if (compiled.result?.ok !== false) await warmFor(tools, compiled, task, hostFolder, tools.laneCount);
    }).catch(reject);
  });
}

export async function warmLanguage(tools: JudgeTools, language: LanguageDefinition, count: number): Promise<void> {
  await withJobFolder(tools.scratchFolder, async (hostFolder) => {
    const source = { name: `main.${language.extension}`, content: language.template, text: language.template };
    const { main } = arrangeSources(language, [source], undefined);
    // What lies at /app comes with the run; a box only needs to know that it is a folder.
    const hostArtifactPath = join(hostFolder, 'app');
    await guardFiles('making an empty artifact', async () => {
      await mkdir(hostArtifactPath);
      await chmod(hostArtifactPath, 0o755);
    });
    const empty = { language, result: null, hostArtifactPath, main, layers: undefined };
    await warmFor(tools, empty, undefined, hostFolder, count);
  });
}

/** Whether it helps shows in time alone: a box that could not be made ready is made when its run comes. */
async function warmFor(
  { runner }: JudgeTools,
  program: CompiledProgram,
  task: JudgingTask | undefined,
  hostFolder: string,
  count: number,
): Promise<void> {
  const limits = task?.limits ?? DEFAULT_LIMITS;
  const spec = specOf(programCommand({ runner, program, limits, hostOutputStem: join(hostFolder, 'ahead') }));
  await runner.warm?.(spec, count).catch(() => {});
}
