/** `letscode bench NAME`: figures, each with its baseline measured in the same run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { benchSandbox } from '../bench/bench-sandbox.js';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { positiveInteger } from './positive-integer.js';

interface BenchCommandOptions {
  json?: boolean;
  rounds: number;
  helper?: string;
}

export function benchCommand(context: CommandContext): Command {
  return new Command('bench')
    .description('measure; each figure with its baseline, taken in turns in one run')
    .argument('<name>', 'sandbox')
    .option('--rounds <n>', 'rounds of the comparison', positiveInteger, 20)
    .option('--helper <file>', "another build of the sandbox's helper")
    .option('--json', 'print one JSON object and nothing else')
    .action(async (_name: string, options: BenchCommandOptions) => {
      const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-bench-'));
      try {
        const figures = await benchSandbox({
          rootFolder: context.rootFolder,
          scratchFolder,
          helperPath: options.helper,
          roundCount: options.rounds,
          signal: context.signal,
        });
        if (options.json) writeJson(context, figures);
        else writeLine(context, JSON.stringify(figures, null, 2));
      } finally {
        await rm(scratchFolder, { recursive: true, force: true });
      }
    });
}
