/** The languages whose programs are read. A parser is loaded when the first program of its language comes. */
import type { Parser } from '@lezer/common';
import { c, cpp } from './c-family.js';
import { go } from './go.js';
import { java } from './java.js';
import { javascript, typescript } from './javascript.js';
import type { LanguageProfile } from './language-profile.js';
import { python } from './python.js';
import { rust } from './rust.js';

const PROFILES = [c, cpp, go, java, javascript, python, rust, typescript];

const byId = new Map<string, LanguageProfile>([
  ...PROFILES.map((profile): [string, LanguageProfile] => [profile.id, profile]),
  // PyPy speaks Python; what differs is where it runs.
  ['pypy', { ...python, id: 'pypy', isInBrowser: undefined }],
]);

export interface LoadedLanguage {
  profile: LanguageProfile;
  parser: Parser;
}

/** @returns undefined for a language that has no grammar here. @throws when the parser can't be fetched */
export async function loadLanguage(id: string): Promise<LoadedLanguage | undefined> {
  const profile = byId.get(id);
  return profile && { profile, parser: await profile.loadParser() };
}
