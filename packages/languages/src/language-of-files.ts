/**
 * Which language a program is in, by the name that a problem package gives it or
 * by its files, as Kattis has it: the language that most files belong to. Where
 * two languages share an extension, what the file holds decides (`claims`).
 */
import type { LanguageDefinition } from './contract.js';

type Known = Pick<LanguageDefinition, 'id' | 'extension' | 'otherExtensions' | 'claims' | 'variantOf'>;

/** The extensions that tell this language by themselves. */
export function extensionsOf(language: Known): string[] {
  return [...(language.variantOf === undefined ? [language.extension] : []), ...language.otherExtensions];
}

/** The language of this id or other name (`python3`, `c++`), or undefined. */
export function languageNamed<T extends Pick<LanguageDefinition, 'id' | 'aliases'>>(
  name: string,
  languages: readonly T[],
): T | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    languages.find((language) => language.id === wanted) ?? languages.find(({ aliases }) => aliases.includes(wanted))
  );
}

/**
 * The language of one file, or undefined.
 *
 * @param text what it holds; without it only the name counts
 */
export function languageOfFile<T extends Known>(
  fileName: string,
  languages: readonly T[],
  text?: string,
): T | undefined {
  const extension = /\.([A-Za-z0-9+]+)$/.exec(fileName)?.[1];
  if (extension === undefined) return undefined;
  const claiming = (language: T) =>
    language.claims.some((claim) => claim.extension === extension && new RegExp(claim.pattern, 'mu').test(text ?? ''));
  return (
    (text === undefined ? undefined : languages.find(claiming)) ??
    languages.find((language) => extensionsOf(language).includes(extension))
  );
}

/**
 * The language of a program of several files, or undefined when none of them belongs to any.
 *
 * @param files at a tie the earlier file decides
 * @param languages all that are known, also those that don't work here: else another would be taken for them
 */
export function languageOfSources<T extends Known>(
  files: readonly { name: string; text?: string }[],
  languages: readonly T[],
): T | undefined {
  const counts = new Map<T, number>();
  for (const file of files) {
    const language = languageOfFile(file.name, languages, file.text);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].reduce<[T | undefined, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    [undefined, 0],
  )[0];
}
