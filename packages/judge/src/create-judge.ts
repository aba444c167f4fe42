/** Puts the judge together; the rest of the package is reached through it. */
import { LetscodeError } from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import { compileAhead, warmLanguage } from './compile-ahead.js';
import type { Judge, RunsPrograms } from './contract.js';
import { judgeCustomTests } from './judge-custom-tests.js';
import { judgeSubmission } from './judge-submission.js';
import { PackagePrograms } from './package-programs.js';

export interface JudgeOptions {
  /** The sandbox, or the part of it that we need. */
  runner: RunsPrograms;
  /** Resolved definitions (`probeLanguages` answers them as `usable`). */
  languages: readonly LanguageDefinition[];
  /** Absolute; made when absent. Holds sources, artifacts and outputs while a job lasts, and compiled validators. */
  scratchFolder: string;
  /** Most tests of one submission at once. */
  laneCount: number;
}

export function createJudge(options: JudgeOptions): Judge {
  const { runner, languages, scratchFolder } = options;
  const programs = new PackagePrograms(runner, languages, scratchFolder);
  const tools = { runner, programs, scratchFolder, laneCount: Math.max(1, options.laneCount) };
  const languageOf = (id: string): LanguageDefinition => {
    const language = languages.find((each) => each.id === id);
    if (language) return language;
    throw new LetscodeError(
      'language_unavailable',
      `The language "${id}" does not work on this machine; see letscode doctor`,
      {
        details: { language: id },
      },
    );
  };
  return {
    judge: async (program, task, hooks = {}) =>
      judgeSubmission(tools, languageOf(program.language), program, task, hooks),
    runTests: async (request, task, signal) =>
      judgeCustomTests(tools, languageOf(request.language), request, task, signal),
    compileAhead: async (program, task, signal) =>
      compileAhead(tools, languageOf(program.language), program, task, signal),
    async warm(languageId, count) {
      const language = languages.find((each) => each.id === languageId);
      if (language) await warmLanguage(tools, language, count);
    },
  };
}
