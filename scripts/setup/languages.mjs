/** Tells a test run which languages it leaves out: those whose toolchain is not on this machine. */
import { delimiter } from 'node:path';
import { say } from './steps.mjs';

/** Needs the built programs; a language that can't be looked for is no reason to stop. */
export async function tellLanguagesLeftOut() {
  try {
    const { loadLanguages, resolveLanguage } = await import('@letscode/languages');
    const searchPath = (process.env.PATH ?? '').split(delimiter);
    const resolved = await Promise.all(loadLanguages().map((language) => resolveLanguage(language, { searchPath })));
    const missing = resolved.filter((language) => !language.ok);
    const found = resolved.length - missing.length;
    if (missing.length === 0) say(`All ${found} languages are here and will be tried`);
    else say(`${found} languages are here and will be tried; left out, for they are not installed:`);
    for (const { definition, remedy } of missing) say(`  ${definition.name}: ${remedy}`);
  } catch (error) {
    say(`Which languages are here could not be told: ${error instanceof Error ? error.message : error}`);
  }
}
