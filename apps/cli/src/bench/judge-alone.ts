/** The judge without server, queue and database: the baseline of what a submission takes. */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { createJudge, judgingTaskOfPackage, prepareToolchain } from '@letscode/judge';
import { type LanguageDefinition, loadLanguages, resolveLanguage } from '@letscode/languages';
import { readPackage } from '@letscode/problem-package';
import { openSandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';

export interface JudgeAlone {
  /** @returns ms from "compiled" to the verdict, which is Accepted */
  judge(language: string, code: string): Promise<number>;
  close(): Promise<void>;
}

const LANE_COUNT = 2;

/** @throws LetscodeError `language_unavailable` */
export async function openJudgeAlone(options: BenchOptions, problem: string, ids: string[]): Promise<JudgeAlone> {
  const task = judgingTaskOfPackage(await readPackage(problem));
  const sandbox = await openSandbox({ laneCount: LANE_COUNT, helperPath: options.helperPath });
  try {
    const languages: LanguageDefinition[] = [];
    for (const definition of loadLanguages().filter(({ id }) => ids.includes(id))) {
      const resolution = await resolveLanguage(definition, { searchPath: options.searchPath });
      if (!resolution.ok) throw new LetscodeError('language_unavailable', `bench submit needs ${definition.name}`);
      const { language } = await prepareToolchain(resolution.definition, {
        runner: sandbox,
        cacheFolder: join(options.scratchFolder, 'toolchains'),
        now: Date.now,
        startsAhead: true,
      });
      languages.push(language);
    }
    const scratchFolder = join(options.outputFolder, 'alone');
    await mkdir(scratchFolder);
    await chmod(scratchFolder, 0o755);
    const judge = createJudge({ runner: sandbox, languages, scratchFolder, laneCount: LANE_COUNT });
    return {
      async judge(language, code) {
        let compiledAt = Number.NaN;
        const onCompiled = () => {
          compiledAt = performance.now();
        };
        const { verdict } = await judge.judge({ language, code }, task, { onCompiled, signal: options.signal });
        if (verdict.status !== 'Accepted') throw new LetscodeError('internal', `bench: ${verdict.message}`);
        return performance.now() - compiledAt;
      },
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
