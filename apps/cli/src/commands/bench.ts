/** `letscode bench NAME`: figures, each with its baseline measured in the same run. */
import { constants } from 'node:fs';
import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { benchCpuTime } from '../bench/bench-cpu-time.js';
import { benchJudge } from '../bench/bench-judge.js';
import { benchLanguages } from '../bench/bench-languages.js';
import type { BenchOptions } from '../bench/bench-options.js';
import { benchPeers } from '../bench/bench-peers.js';
import { benchPrediction } from '../bench/bench-prediction.js';
import { benchSandbox } from '../bench/bench-sandbox.js';
import { benchSoak } from '../bench/bench-soak.js';
import { benchSubmit } from '../bench/bench-submit.js';
import { benchTyping } from '../bench/bench-typing.js';
import { describeMachine, machineLine } from '../bench/machine.js';
import { asMarkdown, asText, type BenchResult } from '../bench/tables.js';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { searchPathOf } from '../workbench/open-workbench.js';
import { positiveInteger } from './positive-integer.js';

interface BenchCommandOptions {
  json?: boolean;
  markdown?: boolean;
  rounds: number;
  runs: number;
  helper?: string;
  server?: string;
}

const BENCHES: Record<string, (options: BenchOptions) => Promise<BenchResult>> = {
  sandbox: benchSandbox,
  'sandbox-peers': benchPeers,
  'sandbox-languages': benchLanguages,
  'cpu-time': benchCpuTime,
  judge: benchJudge,
  soak: benchSoak,
  prediction: benchPrediction,
  submit: benchSubmit,
  typing: benchTyping,
};

export function benchCommand(context: CommandContext): Command {
  return new Command('bench')
    .description('measure; each figure with its baseline, taken in turns in one run')
    .addArgument(new Argument('<name>', 'what to measure').choices(Object.keys(BENCHES)))
    .option('--rounds <n>', 'rounds of a comparison', positiveInteger, 40)
    .option('--runs <n>', 'runs of a soak', positiveInteger, 10_000)
    .option('--helper <file>', "another build of the sandbox's helper")
    .option('--server <url>', 'a running instance to measure instead of one started for it')
    .option('--markdown', 'print tables for bench/RESULTS.md')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (name: string, options: BenchCommandOptions) => {
      const machine = describeMachine();
      const result = await measure(context, name, options);
      if (options.json) writeJson(context, { ...result.figures, machine });
      else if (options.markdown) {
        const command = `npx letscode bench ${name}`;
        const parts = [`## \`${command}\``, `${machineLine(machine)}.`, ...result.tables.map(asMarkdown)];
        writeLine(context, `${parts.join('\n\n')}\n`);
      } else writeLine(context, [`${machineLine(machine)}.`, ...result.tables.map(asText)].join('\n\n'));
    });
}

async function measure(context: CommandContext, name: string, options: BenchCommandOptions): Promise<BenchResult> {
  const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-bench-'));
  // Outputs on tmpfs where there is one: a disk's file system would be measured along (bench/OBSERVATIONS.md).
  const outputFolder = await mkdtemp(join((await isWritable('/dev/shm')) ? '/dev/shm' : tmpdir(), 'letscode-bench-'));
  await chmod(scratchFolder, 0o755); // programs inside are nobody
  try {
    const bench = BENCHES[name] as (options: BenchOptions) => Promise<BenchResult>; // `choices` has seen to it
    return await bench({
      rootFolder: context.rootFolder,
      scratchFolder,
      outputFolder,
      searchPath: searchPathOf(context),
      helperPath: options.helper,
      settings: context.settings,
      roundCount: options.rounds,
      runCount: options.runs,
      server: options.server,
      env: context.env,
      say: (text) => void context.stderr.write(`${text}\n`),
      signal: context.signal,
    });
  } finally {
    for (const folder of [scratchFolder, outputFolder]) await rm(folder, { recursive: true, force: true });
  }
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
