/** Which language the editor is in: the address's, else the last one for this problem, else the last one anywhere. */
import type { Language } from '@letscode/core';
import { useState } from 'react';
import { userId } from '../../identity/userId.js';
import { readText, writeText } from '../../settings/storage.js';
import { problemKey } from '../editor/drafts.js';

const LAST_LANGUAGE_KEY = 'letscode.language';
/** What a newcomer starts with. */
const FIRST_CHOICE = 'python';

export function rememberLanguage(problemId: string, languageId: string): void {
  writeText(problemKey('language', userId(), problemId), languageId);
  writeText(LAST_LANGUAGE_KEY, languageId);
}

/** @param languages at least one */
export function useLanguageChoice(problemId: string, languages: readonly Language[]) {
  const [chosen, setChosen] = useState(
    () => readText(problemKey('language', userId(), problemId)) ?? readText(LAST_LANGUAGE_KEY) ?? FIRST_CHOICE,
  );
  const language =
    languages.find(({ id }) => id === chosen) ??
    languages.find(({ available }) => available) ??
    (languages[0] as Language);
  const choose = (id: string) => {
    rememberLanguage(problemId, id);
    setChosen(id);
  };
  return { language, choose };
}
