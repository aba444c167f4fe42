/**
 * Which languages there are: those that this version knows, with what the workers have
 * proven about them. A language that no worker has reported yet is known but not available.
 */
import { type Language, LetscodeError } from '@letscode/core';
import type { LanguageStore } from '@letscode/store';
import type { ServerDeps } from './context.js';

const NOT_REPORTED = 'No worker has reported its toolchains yet: wait a few seconds, or see `npx letscode doctor`';

/** Languages whose programs a browser runs as they are; of others the workers tell what they compile for browsers. */
const RUN_BY_BROWSERS: Readonly<Record<string, Language['clientRuntime']>> = {
  javascript: 'javascript',
  typescript: 'javascript',
  python: 'python',
};

export interface LanguageCatalog {
  list(): Promise<Language[]>;
  /** @throws LetscodeError `language_not_found`, `language_unavailable` with the remedy, `overloaded` until a worker has reported */
  requireAvailable(id: string): Promise<Language>;
}

export function createLanguageCatalog(known: ServerDeps['languages'], reported: LanguageStore): LanguageCatalog {
  async function list(): Promise<Language[]> {
    const byId = new Map((await reported.list()).map((language) => [language.id, language]));
    for (const [id, clientRuntime] of Object.entries(RUN_BY_BROWSERS)) {
      const language = byId.get(id);
      if (language) byId.set(id, { ...language, clientRuntime });
    }
    const unreported = known.filter(({ id }) => !byId.has(id)).map(unreportedLanguage);
    return [...byId.values(), ...unreported].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }
  return {
    list,
    async requireAvailable(id) {
      const languages = await list();
      const language = languages.find((candidate) => candidate.id === id);
      if (!language) {
        const ids = languages.map((candidate) => candidate.id).join(', ');
        throw new LetscodeError('language_not_found', `There is no language "${id}": the languages are ${ids}`, {
          details: { field: 'language' },
        });
      }
      if (language.remedy === NOT_REPORTED) {
        throw new LetscodeError('overloaded', `${language.name} cannot be run yet. ${NOT_REPORTED}`, {
          details: { retryAfterS: 5 },
        });
      }
      if (!language.available) {
        const remedy = language.remedy ?? 'see `npx letscode doctor`';
        throw new LetscodeError(
          'language_unavailable',
          `${language.name} is not available on this machine: ${remedy}`,
          {
            details: { field: 'language', remedy },
          },
        );
      }
      return language;
    },
  };
}

function unreportedLanguage({ id, name, extension, editorMode, template }: ServerDeps['languages'][number]): Language {
  return { id, name, extension, editorMode, template, available: false, remedy: NOT_REPORTED, runCommand: '' };
}
