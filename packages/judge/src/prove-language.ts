/** The proof that a toolchain works: its proof program, through the judge, in the sandbox. */
import type { LanguageDefinition, ProveLanguage } from '@letscode/languages';
import type { RunsPrograms } from './contract.js';
import { createJudge } from './create-judge.js';

/**
 * @returns what `probeLanguages` asks for; a fault of ours counts as "not proven", with its reason
 */
export function createProver(options: { runner: RunsPrograms; scratchFolder: string }): ProveLanguage {
  return async (definition: LanguageDefinition) => {
    const judge = createJudge({ ...options, languages: [definition], laneCount: 1 });
    const { proof } = definition;
    try {
      const response = await judge.runTests(
        { code: proof.code, language: definition.id, input: proof.input },
        undefined,
      );
      if (response.compile?.ok === false)
        return { ok: false, reason: `its proof does not compile: ${response.compile.output.trim()}` };
      if (response.status !== 'OK')
        return { ok: false, reason: `its proof ends with ${response.status}: ${response.stderr.trim()}` };
      if (response.output.trim() === proof.output.trim()) return { ok: true };
      return {
        ok: false,
        reason: `its proof printed ${JSON.stringify(response.output)} instead of ${JSON.stringify(proof.output)}`,
      };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  };
}
