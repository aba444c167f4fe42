import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type ArchiveFormat, readPackage, writePackageArchive } from '@letscode/problem-package';
import { Command, Option } from 'commander';
import { type CommandContext, writeLine } from '../context.js';

const FORMATS: ArchiveFormat[] = ['own', '2025-09', 'domjudge'];

/** `letscode export`: a package as a zip for another judge. */
export function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .description('write a problem package as a zip')
    .argument('<package>', 'package folder')
    .argument('<zip>', 'the file to write; it must not be there yet')
    .addOption(new Option('--format <name>', 'as which format').choices(FORMATS).default('own'))
    .action(async (path: string, zipPath: string, options: { format: ArchiveFormat }) => {
      const problem = await readPackage(path);
      const stream = createWriteStream(zipPath, { flags: 'wx' });
      await new Promise((opened, failed) => stream.once('open', opened).once('error', failed));
      try {
        const notes = await writePackageArchive(problem, stream, options.format);
        for (const { where, message } of notes) context.stderr.write(`warning  ${where}: ${message}\n`);
      } catch (error) {
        stream.destroy();
        await rm(zipPath, { force: true });
        throw error;
      }
      writeLine(context, `written  ${zipPath}`);
    });
}
