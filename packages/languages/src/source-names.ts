/**
 * How the source files of a program are named in its box, which of them comes
 * first, and what its main module is called.
 *
 * One file alone is named `main.<extension>`, or as its public class wants it.
 * Several keep their names. What begins then, the first that there is:
 *   1. the entry point that the author named: a file, with or without extension, or a class
 *   2. `__main__` or `main`, as a file of the language
 *   3. a file in which the language's `mainPattern` or main class is found; the package's before the submission's
 *   4. where a file of the package names one of the submission's, as a driver does, the first of all by name, as Kattis
 *      has it; else the submission's: the first as given, or by name where the package adds files
 *
 * Pure. Sources are untrusted; names of single files are plain identifiers.
 */
import type { LanguageDefinition } from './contract.js';
import { type ClassFile, type ClassNaming, classFileOf } from './main-class.js';

export interface NamedSource {
  /** Path below the source folder, with `/`. */
  name: string;
  text: string;
  /** Given by the problem's package, not by the submission. */
  isIncluded?: boolean;
}

export interface ArrangedSources<T extends NamedSource> {
  /** Under the names that they shall have; the main one first. */
  sources: T[];
  /** What {main} stands for: the main class, or the main file's name. */
  main: string;
}

type Named = Pick<LanguageDefinition, 'extension' | 'otherExtensions' | 'claims' | 'naming' | 'mainPattern'>;

/** @param entrypoint of the package (`submissions.yaml`): untrusted; one that names nothing is taken for a class, or passed over */
export function arrangeSources<T extends NamedSource>(
  language: Named,
  given: readonly T[],
  entrypoint?: string,
): ArrangedSources<T> {
  const files = withoutClashes(language, given);
  const own = files.filter((file) => isSourceOf(language, file.name));
  const [only] = own;
  if (!only) return { sources: files, main: `main.${language.extension}` };
  if (language.naming) return arrangeClasses(language.naming, files, own, entrypoint);
  if (files.length === 1) {
    const name = `main.${language.extension}`;
    return { sources: [{ ...only, name }], main: name };
  }
  const first = mainFileOf(language, own, entrypoint);
  return { sources: [first, ...files.filter((file) => file !== first)], main: first.name };
}

export function isSourceOf(language: Pick<Named, 'extension' | 'otherExtensions' | 'claims'>, name: string): boolean {
  const claimed = language.claims.map((claim) => claim.extension);
  return [language.extension, ...language.otherExtensions, ...claimed].some((extension) =>
    name.endsWith(`.${extension}`),
  );
}

/** The submission's file loses where the package has one of the name; its only source is named anew instead. */
function withoutClashes<T extends NamedSource>(language: Named, files: readonly T[]): T[] {
  const included = new Set(files.filter((file) => file.isIncluded).map((file) => file.name));
  const submitted = files.filter((file) => !file.isIncluded && isSourceOf(language, file.name));
  return files.flatMap((file) => {
    if (file.isIncluded || !included.has(file.name)) return [file];
    return submitted.length === 1 && file === submitted[0] && !language.naming
      ? [{ ...file, name: `submission.${language.extension}` }]
      : [];
  });
}

function mainFileOf<T extends NamedSource>(language: Named, own: T[], entrypoint: string | undefined): T {
  const stem = (name: string) => name.replace(/\.[^./]*$/, '');
  const named = own.find((file) => file.name === entrypoint) ?? own.find((file) => stem(file.name) === entrypoint);
  if (named) return named;
  const main =
    own.find((file) => stem(file.name) === '__main__') ?? own.find((file) => /^main$/i.test(stem(file.name)));
  if (main) return main;
  const byInclusion = [...own.filter((file) => file.isIncluded), ...own.filter((file) => !file.isIncluded)];
  const pattern = language.mainPattern === undefined ? undefined : new RegExp(language.mainPattern, 'mu');
  const holding = byInclusion.find((file) => pattern?.test(file.text));
  if (holding) return holding;
  const included = own.filter((file) => file.isIncluded);
  if (included.length === 0) return own[0] as T;
  const submitted = own.filter((file) => !file.isIncluded);
  const isDriven = included.some(({ text }) => submitted.some(({ name }) => mentions(text, stem(name))));
  const candidates = isDriven || submitted.length === 0 ? own : submitted;
  return [...candidates].sort((a, b) => (a.name < b.name ? -1 : 1))[0] as T;
}

/** Whether the name stands there as a word, as in `from solution import solve`. */
function mentions(text: string, name: string): boolean {
  const module = name.slice(name.lastIndexOf('/') + 1);
  return text.split(/[^\p{L}\p{N}_]+/u).includes(module);
}

function arrangeClasses<T extends NamedSource>(
  naming: ClassNaming,
  files: T[],
  own: T[],
  entrypoint: string | undefined,
): ArrangedSources<T> {
  const found = own.map((file) => {
    const slash = file.name.lastIndexOf('/') + 1;
    const known = classFileOf(naming, file.name.slice(slash), file.text);
    return { file, known, name: `${file.name.slice(0, slash)}${known.file}` };
  });
  const taken = new Set<string>();
  const named = found.map(({ file, name }) => {
    const free = taken.has(name) ? file.name : name;
    taken.add(free);
    return free === file.name ? file : { ...file, name: free };
  });
  const chosen = mainClassOf(found, entrypoint);
  const index = Math.max(
    0,
    found.findIndex(({ known }) => known.main === chosen),
  );
  const first = named[index] as T;
  const others = named.filter((file) => file !== first);
  return { sources: [first, ...others, ...files.filter((file) => !own.includes(file))], main: chosen };
}

interface FoundClass {
  file: NamedSource;
  known: ClassFile;
}

function mainClassOf(found: FoundClass[], entrypoint: string | undefined): string {
  const isEntry = ({ file, known }: FoundClass) =>
    file.name === entrypoint || known.main === entrypoint || known.main.endsWith(`.${entrypoint}`);
  const entry = entrypoint === undefined ? undefined : found.find(isEntry);
  if (entry) return entry.known.main;
  if (entrypoint !== undefined && /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(entrypoint)) return entrypoint;
  const mains = found.filter(({ known }) => known.hasMain);
  const best =
    mains.find(({ file }) => file.isIncluded) ??
    mains.find(({ known }) => /(?:^|\.)Main(?:Kt)?$/.test(known.main)) ??
    mains[0] ??
    found[0];
  return (best as FoundClass).known.main;
}
