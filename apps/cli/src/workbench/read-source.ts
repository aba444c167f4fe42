/** A source file named on the command line: its text and its language. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { codeSchema, LetscodeError } from '@letscode/core';
import { languageOfFile, loadLanguages } from '@letscode/languages';

export interface Source {
  code: string;
  /** A language id. */
  language: string;
}

/**
 * @param language a language id; when absent the file's extension decides
 * @throws LetscodeError `bad_request` for an unreadable file or an unknown extension, `bad_code` for text that is none
 */
export async function readSource(path: string, language: string | undefined): Promise<Source> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new LetscodeError('bad_request', `${path} cannot be read: ${cause.message}`, { cause });
  });
  let code: string;
  try {
    code = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LetscodeError('bad_code', `${path} is not UTF-8 text: save it as UTF-8`, { cause });
  }
  const checked = codeSchema.safeParse(code);
  if (!checked.success) throw new LetscodeError('bad_code', `${path} ${checked.error.issues[0]?.message}`);
  return { code, language: language ?? languageByName(path) };
}

function languageByName(path: string): string {
  const definition = languageOfFile(basename(path), loadLanguages());
  if (definition) return definition.id;
  throw new LetscodeError('bad_request', `${path} has an extension of no known language: name one with --lang`);
}
