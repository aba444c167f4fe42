/** The languages, as the worker that reported last has proven them. */
import { sql } from 'kysely';
import type { LanguageStore } from './contract.js';
import type { Database } from './database.js';
import { storableJson } from './json.js';

export function languageStore(database: Database): LanguageStore {
  return {
    async report(languages) {
      const rows = languages.map((language, position) => ({ id: language.id, position, body: storableJson(language) }));
      await database.transaction(async (transaction) => {
        // Two workers that report at once take turns, or they would lock each other's rows.
        await sql`LOCK TABLE languages IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
        await transaction.deleteFrom('languages').execute();
        if (rows.length > 0) await transaction.insertInto('languages').values(rows).execute();
      });
    },

    async list() {
      const rows = await database.run((kysely) =>
        kysely.selectFrom('languages').select('body').orderBy('position').execute(),
      );
      return rows.map((row) => row.body);
    },
  };
}
