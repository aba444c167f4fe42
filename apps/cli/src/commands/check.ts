import { checkPackage } from '@letscode/problem-package';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';

/** `letscode check`: what is wrong or odd in packages, with the place and the remedy; runs nothing of them. */
export function checkCommand(context: CommandContext): Command {
  return new Command('check')
    .description('look through problem packages and say what is wrong with them')
    .argument('<packages...>', 'package folders or zips')
    .option('--json', 'print one JSON object a package and nothing else')
    .action(async (paths: string[], options: { json?: boolean }) => {
      for (const path of paths) {
        context.signal.throwIfAborted();
        const notes = await checkPackage(path);
        const errorCount = notes.filter(({ severity }) => severity === 'error').length;
        if (errorCount > 0) context.exitCode = 1;
        if (options.json) {
          writeJson(context, { problem: path, ok: errorCount === 0, notes });
          continue;
        }
        for (const { severity, where, message } of notes)
          writeLine(context, `${severity.padEnd(8)} ${path}: ${where}: ${message}`);
        const counts = `${errorCount} errors, ${notes.length - errorCount} warnings`;
        writeLine(context, `${errorCount === 0 ? 'ok      ' : 'failed  '} ${path}: ${counts}`);
      }
    });
}
