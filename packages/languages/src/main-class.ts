/**
 * Which class begins a program on the Java virtual machine, read from the source: javac wants a public class in a file of
 * its name, and the class that holds `main` must be named to run.
 *
 * Pure. The source is untrusted; the names returned are plain identifiers (with dots), safe as file names. A wrong guess
 * costs a program its start, never its isolation.
 */

/** How a language tells its main class. */
export type ClassNaming = 'java' | 'kotlin' | 'scala';

export interface ClassFile {
  /** File name that the source should have, without folder. */
  file: string;
  /** The class to run when the program begins in this file, with its package. */
  main: string;
  /** Whether it holds a main method, or `main` is the best guess. */
  hasMain: boolean;
}

/** Longest class name taken for a file name, in characters: file systems end at 255 bytes. */
const MAX_CLASS_NAME_LENGTH = 60;

/** @param file as the author named it, without folder; Kotlin's classes are named after it */
export function classFileOf(naming: ClassNaming, file: string, code: string): ClassFile {
  const skeleton = skeletonOf(code);
  if (naming === 'java') return javaClass(skeleton);
  return naming === 'kotlin' ? kotlinClass(skeleton, file, code) : scalaClass(skeleton, file);
}

interface TopLevelType {
  name: string;
  isPublic: boolean;
  hasMain: boolean;
}

function javaClass(skeleton: string): ClassFile {
  const types = topLevelTypes(skeleton, JAVA_TYPE, (before) => /\bstatic\b[\w\s]*$/.test(before)).types;
  const publicType = types.find((type) => type.isPublic);
  const mains = types.filter((type) => type.hasMain);
  const mainType =
    mains.find((type) => type.isPublic) ??
    mains.find((type) => type.name === 'Main') ??
    mains[0] ??
    publicType ??
    types[0];
  const main = mainType?.name ?? 'Main';
  return {
    file: `${publicType?.name ?? main}.java`,
    main: inPackage(skeleton, main),
    hasMain: mains.length > 0,
  };
}

/** `fun main` outside all classes belongs to a class named after the file; in an object it must be @JvmStatic. */
function kotlinClass(skeleton: string, file: string, code: string): ClassFile {
  const { types, hasLooseMain } = topLevelTypes(skeleton, KOTLIN_TYPE, (before) => /@JvmStatic\b[\w\s]*$/.test(before));
  const ofFile = /@file\s*:\s*(?:\[\s*)?JvmName\s*\(\s*"([\p{L}_$][\p{L}\p{N}_$]{0,59})"\s*\)/u.exec(code)?.[1];
  const loose = ofFile ?? kotlinFileClass(file);
  const owner = types.find((type) => type.hasMain)?.name;
  const main = hasLooseMain ? loose : (owner ?? loose);
  return { file, main: inPackage(skeleton, main), hasMain: hasLooseMain || owner !== undefined };
}

/** As the compiler names it: `sum-of.kt` becomes Sum_ofKt. */
function kotlinFileClass(file: string): string {
  const stem = file.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_$]/gu, '_');
  return `${/^\p{N}/u.test(stem) ? '_' : ''}${stem.charAt(0).toUpperCase()}${stem.slice(1)}Kt`;
}

function scalaClass(skeleton: string, file: string): ClassFile {
  const { types } = topLevelTypes(skeleton, SCALA_TYPE, () => true);
  const app = /\bobject\s+([\p{L}_$][\p{L}\p{N}_$]{0,59})\s+extends\s+[^{\n]*\bApp\b/u.exec(skeleton)?.[1];
  const owner = app ?? types.find((type) => type.hasMain)?.name;
  return {
    file,
    main: inPackage(skeleton, owner ?? types[0]?.name ?? 'Main'),
    hasMain: owner !== undefined,
  };
}

function inPackage(skeleton: string, name: string): string {
  const packageName = /^\s*package\s+([\p{L}\p{N}_$.]+)/mu.exec(skeleton)?.[1];
  return packageName ? `${packageName}.${name}` : name;
}

/** The code with comments, strings and characters blanked. */
function skeletonOf(code: string): string {
  const notCode = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g;
  return code.replace(notCode, (text) => (text.startsWith('/') ? ' ' : '""'));
}

// One word at a time, so that no source makes the matching slower than its length: modifiers are looked back for.
const JAVA_TYPE = /[{}]|\b(?:class|interface|enum|record)\s+([\p{L}_$][\p{L}\p{N}_$]*)|\bvoid\s+main\s*\(/gu;
const KOTLIN_TYPE = /[{}]|\b(?:class|interface|object)\s+([\p{L}_$][\p{L}\p{N}_$]*)|\bfun\s+main\s*\(/gu;
const SCALA_TYPE = /[{}]|\bobject\s+([\p{L}_$][\p{L}\p{N}_$]*)|\bdef\s+main\s*\(/gu;

/** @param isMain whether a main method is one that begins a program, by what stands before it */
function topLevelTypes(
  skeleton: string,
  token: RegExp,
  isMain: (before: string) => boolean,
): { types: TopLevelType[]; hasLooseMain: boolean } {
  const types: TopLevelType[] = [];
  let hasLooseMain = false;
  let depth = 0;
  let current: TopLevelType | undefined;
  for (const match of skeleton.matchAll(token)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') depth--;
    else if (match[1]) {
      if (depth !== 0) continue;
      const isPublic = /\bpublic\s[\w\s@.-]*$/.test(textBefore(skeleton, match.index));
      current = { name: match[1], isPublic, hasMain: false };
      types.push(current);
    } else if (depth === 0) hasLooseMain = true;
    // In Kotlin it may stand in the companion object of its class.
    else if (depth <= 2 && current && (depth === 1 || token === KOTLIN_TYPE)) {
      if (isMain(textBefore(skeleton, match.index))) current.hasMain = true;
    }
  }
  return { types: types.filter((type) => type.name.length <= MAX_CLASS_NAME_LENGTH), hasLooseMain };
}

/** As far back as modifiers may reasonably stand. */
function textBefore(skeleton: string, index: number): string {
  return skeleton.slice(Math.max(0, index - 120), index);
}
