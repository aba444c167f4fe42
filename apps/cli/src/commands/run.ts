/** `letscode run`: one program, once, in the sandbox. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DEFAULT_LIMITS, LetscodeError, type Limits, type RunStatus, wallLimitMs } from '@letscode/core';
import { type CompiledProgram, compileProgram, type ProgramRun, runProgram } from '@letscode/judge';
import { Command } from 'commander';
import { type CommandContext, writeJson } from '../context.js';
import { openWorkbench, requireLanguage, type Workbench } from '../workbench/open-workbench.js';
import { readSource } from '../workbench/read-source.js';
import { positiveInteger } from './positive-integer.js';

interface RunCommandOptions {
  lang?: string;
  stdin?: string;
  timeLimit?: number;
  wallLimit?: number;
  memoryLimit?: number;
  outputLimit?: number;
  args?: string[];
  json?: boolean;
}

const MIB = 1024 * 1024;

export function runCommand(context: CommandContext): Command {
  return new Command('run')
    .description('compile and run one program in the sandbox')
    .argument('<file>', 'the source file')
    .option('--lang <id>', "language; by default the file's extension decides")
    .option('--stdin <file>', "standard input; by default the terminal's, to its end")
    .option('--time-limit <ms>', 'CPU time of the whole process tree', positiveInteger)
    .option('--wall-limit <ms>', 'time on the clock (default: 3 × the CPU time + 2 s)', positiveInteger)
    .option('--memory-limit <MiB>', 'memory of the whole process tree', positiveInteger)
    .option('--output-limit <bytes>', 'standard output', positiveInteger)
    .option('--args <args...>', 'arguments for the program')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (file: string, options: RunCommandOptions) => {
      const source = await readSource(file, options.lang);
      const bench = await openWorkbench(context, 1);
      try {
        await bench.prepare([source.language]);
        const language = requireLanguage(bench, source.language);
        const compiled = await compileProgram({
          runner: bench.sandbox,
          language,
          sources: [{ name: `main.${language.extension}`, content: source.code }],
          hostFolder: bench.scratchFolder,
          signal: context.signal,
        });
        const run = compiled.result?.ok === false ? undefined : await runOnce(context, bench, compiled, options);
        if (options.json) writeJson(context, await asJson(compiled, run));
        else await print(context, compiled, run);
        const status = statusOf(run);
        context.exitCode = status === 'OK' ? 0 : status === 'Internal Error' ? 2 : 1;
      } finally {
        await bench.close();
      }
    });
}

async function runOnce(
  context: CommandContext,
  bench: Workbench,
  program: CompiledProgram,
  options: RunCommandOptions,
): Promise<ProgramRun> {
  const folder = join(bench.scratchFolder, 'run');
  await mkdir(folder);
  return runProgram({
    runner: bench.sandbox,
    program,
    limits: limitsOf(options),
    hostStdinPath: await stdinFile(context, options.stdin, join(folder, 'stdin')),
    hostOutputStem: join(folder, 'program'),
    args: options.args ?? [],
    signal: context.signal,
  });
}

function limitsOf(options: RunCommandOptions): Limits {
  const cpuTimeMs = options.timeLimit ?? DEFAULT_LIMITS.cpuTimeMs;
  return {
    ...DEFAULT_LIMITS,
    cpuTimeMs,
    wallTimeMs: options.wallLimit ?? wallLimitMs(cpuTimeMs),
    memoryBytes: options.memoryLimit === undefined ? DEFAULT_LIMITS.memoryBytes : options.memoryLimit * MIB,
    outputBytes: options.outputLimit ?? DEFAULT_LIMITS.outputBytes,
  };
}

/** The sandbox wants a regular file, so what comes from a terminal or a pipe is gathered first. */
async function stdinFile(context: CommandContext, named: string | undefined, gathered: string): Promise<string> {
  if (named !== undefined && named !== '-') {
    const path = resolve(named);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
    if (!found) throw new LetscodeError('bad_request', `--stdin ${named}: there is no such file`);
    await pipeline(createReadStream(path), createWriteStream(gathered), { signal: context.signal });
    return gathered;
  }
  await pipeline(context.stdin, createWriteStream(gathered), { signal: context.signal });
  return gathered;
}

/** No run means that the program did not compile. */
function statusOf(run: ProgramRun | undefined): RunStatus {
  if (!run) return 'Compilation Error';
  return (run.verdict ?? 'OK') as RunStatus;
}

async function asJson(compiled: CompiledProgram, run: ProgramRun | undefined) {
  const usage = run?.report.usage;
  const exit = run?.report.exit;
  return {
    status: statusOf(run),
    exitCode: exit?.kind === 'exited' ? exit.code : null,
    signal: exit?.kind === 'signaled' ? exit.signal : null,
    cpuTimeMs: usage?.cpuTimeMs ?? 0,
    wallTimeMs: usage?.wallTimeMs ?? 0,
    memoryBytes: usage?.memoryBytes ?? 0,
    stdout: run ? await readFile(run.hostStdoutPath, 'utf8') : '',
    stderr: run?.report.usage.stderrBytes ? await readFile(run.hostStderrPath, 'utf8') : '',
    stdoutTruncated: run?.report.stdoutTruncated ?? false,
    stderrTruncated: run?.report.stderrTruncated ?? false,
    compile: compiled.result,
    violations: run?.report.violations ?? [],
    layers: run?.report.layers ?? compiled.layers ?? [],
  };
}

async function print(context: CommandContext, compiled: CompiledProgram, run: ProgramRun | undefined): Promise<void> {
  if (compiled.result?.output) context.stderr.write(compiled.result.output);
  if (run) {
    await pipeline(createReadStream(run.hostStdoutPath), context.stdout, { end: false });
    if (run.report.usage.stderrBytes > 0)
      await pipeline(createReadStream(run.hostStderrPath), context.stderr, { end: false });
  }
  const { cpuTimeMs = 0, wallTimeMs = 0, memoryBytes = 0 } = run?.report.usage ?? {};
  const figures = run ? ` · CPU ${cpuTimeMs} ms · wall ${wallTimeMs} ms · ${(memoryBytes / MIB).toFixed(1)} MiB` : '';
  const why = run?.message ? `: ${run.message}` : '';
  context.stderr.write(`\n[${statusOf(run)}${why}${figures}]\n`);
}
