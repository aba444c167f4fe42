/**
 * How the one source file of a submission is named, and what its main module is
 * called. Only Java asks for more than `main.<extension>`: a public class must
 * live in a file of its name, and the class that holds `main` must be named to run.
 *
 * Pure. The source is untrusted; the names returned are plain identifiers, safe
 * as file names.
 */
import type { LanguageDefinition } from './contract.js';

export interface SourceNames {
  /** File name of the source, without folder. */
  file: string;
  /** What {main} stands for when the program runs. */
  main: string;
}

export function sourceNamesOf(definition: Pick<LanguageDefinition, 'extension' | 'naming'>, code: string): SourceNames {
  if (definition.naming === 'java') return javaNames(code);
  const file = `main.${definition.extension}`;
  return { file, main: file };
}

/** Longest class name taken for a file name, in characters: file systems end at 255 bytes. */
const MAX_CLASS_NAME_LENGTH = 60;

interface JavaType {
  name: string;
  isPublic: boolean;
  hasMain: boolean;
}

function javaNames(code: string): SourceNames {
  const skeleton = javaSkeleton(code);
  const types = topLevelTypes(skeleton).filter((type) => type.name.length <= MAX_CLASS_NAME_LENGTH);
  const publicType = types.find((type) => type.isPublic);
  const mains = types.filter((type) => type.hasMain);
  const mainType =
    mains.find((type) => type.isPublic) ??
    mains.find((type) => type.name === 'Main') ??
    mains[0] ??
    publicType ??
    types[0];
  const packageName = /^\s*package\s+([\p{L}\p{N}_$.]+)\s*;/u.exec(skeleton)?.[1];
  const main = mainType?.name ?? 'Main';
  return { file: `${publicType?.name ?? main}.java`, main: packageName ? `${packageName}.${main}` : main };
}

/** The code with comments, strings and characters blanked. */
function javaSkeleton(code: string): string {
  const notCode = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g;
  return code.replace(notCode, (text) => (text.startsWith('/') ? ' ' : '""'));
}

function topLevelTypes(skeleton: string): JavaType[] {
  const types: JavaType[] = [];
  // One word at a time, so that no source makes the matching slower than its length: modifiers are looked back for.
  const token = /[{}]|\b(?:class|interface|enum|record)\s+([\p{L}_$][\p{L}\p{N}_$]*)|\bvoid\s+main\s*\(/gu;
  let depth = 0;
  let current: JavaType | undefined;
  for (const match of skeleton.matchAll(token)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') depth--;
    else if (match[1]) {
      if (depth !== 0) continue;
      const isPublic = /\bpublic\s[\w\s@.-]*$/.test(textBefore(skeleton, match.index));
      current = { name: match[1], isPublic, hasMain: false };
      types.push(current);
    } else if (depth === 1 && current) {
      if (/\bstatic\b[\w\s]*$/.test(textBefore(skeleton, match.index))) current.hasMain = true;
    }
  }
  return types;
}

/** As far back as modifiers may reasonably stand. */
function textBefore(skeleton: string, index: number): string {
  return skeleton.slice(Math.max(0, index - 120), index);
}
