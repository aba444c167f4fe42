/**
 * `letscode`: the command line. Reads the environment once, names the commands,
 * and turns what they return into an exit code:
 *
 *   0  as wanted      1  the user's program or package fell short      2  usage, or a fault of ours
 */
import { join } from 'node:path';
import { LetscodeError, readSettings } from '@letscode/core';
import { Command, CommanderError } from 'commander';
import { benchCommand } from './commands/bench.js';
import { checkCommand } from './commands/check.js';
import { doctorCommand } from './commands/doctor.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { judgeCommand } from './commands/judge.js';
import { rejudgeCommand } from './commands/rejudge.js';
import { replayCommand } from './commands/replay.js';
import { runCommand } from './commands/run.js';
import { startCommand } from './commands/start.js';
import { verifyCommand } from './commands/verify.js';
import type { CommandContext } from './context.js';

const rootFolder = join(import.meta.dirname, '..', '..', '..');

async function main(): Promise<number> {
  const settings = readSettings(process.env);
  const stopping = new AbortController();
  const context: CommandContext = {
    settings: { ...settings, dataFolder: process.env.LETSCODE_DATA || join(rootFolder, '.letscode') },
    rootFolder,
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopping.signal,
    exitCode: 0,
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  // Whoever read our output has gone, as `head` does: what is left need not be made.
  process.stdout.on('error', () => stopping.abort());
  process.stderr.on('error', () => {});

  const program = new Command('letscode')
    .description("Let'sCode: a coding-practice site and the execution engine under it")
    .showHelpAfterError()
    .exitOverride();
  for (const command of [
    startCommand,
    doctorCommand,
    runCommand,
    judgeCommand,
    verifyCommand,
    importCommand,
    rejudgeCommand,
    replayCommand,
    checkCommand,
    exportCommand,
    benchCommand,
  ]) {
    program.addCommand(command(context).exitOverride());
  }
  await program.parseAsync(process.argv);
  return context.exitCode;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 2; // nobody is left to be told
  const text = error instanceof LetscodeError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`letscode: ${text}\n`);
  return 2;
}

process.exitCode = await main().catch(exitCodeOf);
// A pipe takes what it has room for; leaving now would cut the rest off.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
// Whatever is still open belongs to libraries whose close() we have awaited; a start that was stopped must end.
process.exit();
