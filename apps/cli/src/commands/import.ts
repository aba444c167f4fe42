import { LetscodeError } from '@letscode/core';
import { openStore } from '@letscode/store';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { type ImportResult, importPackages } from '../import/import-packages.js';
import { findRunning } from '../start/data-folder.js';

/** `letscode import`: packages into the running server's database. */
export function importCommand(context: CommandContext): Command {
  return new Command('import')
    .description("import problem packages into the running server's database")
    .argument('<paths...>', 'package folders, zips, or folders of either')
    .option('--json', 'print one JSON object a package and nothing else')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const store = openStore(await databaseUrl(context));
      try {
        for await (const result of importPackages(store, paths)) {
          if (options.json) writeJson(context, result);
          else if (result.error) writeLine(context, `failed     ${result.path}: ${result.error}`);
          else writeLine(context, `${result.changed ? 'imported ' : 'unchanged'}  ${result.problemId}`);
          if (!options.json) for (const note of result.notes ?? []) writeNote(context, note);
          if (result.error) context.exitCode = 1;
        }
      } finally {
        await store.close();
      }
    });
}

function writeNote(context: CommandContext, { severity, where, message }: NonNullable<ImportResult['notes']>[number]) {
  writeLine(context, `           ${severity}  ${where}: ${message}`);
}

/** Of the running server. @throws LetscodeError `database_unavailable` where none runs */
export async function databaseUrl(context: CommandContext): Promise<string> {
  const { databaseUrl: url, dataFolder } = context.settings;
  if (url !== undefined) return url;
  const running = await findRunning(dataFolder);
  if (running) return running.databaseUrl;
  throw new LetscodeError(
    'database_unavailable',
    `No Let'sCode runs on the data folder ${dataFolder}. Start it with \`npm start\`, or name a database in DATABASE_URL.`,
  );
}
