/**
 * How a validator is called in its box, by either protocol (protocol.ts).
 *
 * Its working folder is the feedback folder, which is collected when it ends. Where a box must
 * do more than run it, a shell does so around it:
 *
 *   carries   copies the feedback of the earlier passes to where the validator expects it
 *   talks     to a program, as interactor. What it sends to a program that has ended is thrown away, instead of
 *             ending it by a broken pipe; and once it has accepted, what the program still sends is taken to its end.
 *             So neither can harm the other by ending early, which is how the runners of Kattis and BAPCtools do it.
 */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type Limits, type Mount, wallLimitMs } from '@letscode/core';
import { BOX, type BoxCommand, limitsOfCommand } from '../box-run.js';
import type { JudgingTask } from '../contract.js';
import type { PackageProgram } from '../package-programs.js';
import { ACCEPTING_EXIT } from './protocol.js';

const MIB = 1024 * 1024;

/** Kattis gives validators a minute and 2 GiB. */
const VALIDATOR_LIMITS: Limits = {
  cpuTimeMs: 60_000,
  wallTimeMs: wallLimitMs(60_000),
  memoryBytes: 2048 * MIB,
  outputBytes: 64 * MIB,
  processCount: 50,
  diskBytes: 128 * MIB,
};

const MAX_FEEDBACK_BYTES = 64 * MIB;
const MAX_FEEDBACK_FILES = 64;

const DATA = { input: '/data/test.in', output: '/data/test.out', answer: '/data/test.ans', earlier: '/data/earlier' };

export interface ValidatorCall {
  validator: PackageProgram;
  hostInputPath: string;
  hostAnswerPath: string;
  args: readonly string[];
  /** Instead of the usual ones. */
  limits?: JudgingTask['validatorLimits'];
  /** Absent for an interactor. */
  hostOutputPath?: string;
  /** Feedback of the earlier passes, a folder. */
  hostEarlierPath?: string;
  /** An empty folder that receives the feedback. */
  hostFeedbackPath: string;
  hostOutputStem: string;
}

export function validatorCommand(call: ValidatorCall): BoxCommand {
  const { validator, hostOutputPath } = call;
  const isTestlib = validator.protocol === 'testlib';
  const mounts: Mount[] = [
    { hostPath: validator.hostArtifactPath, boxPath: BOX.artifact },
    { hostPath: call.hostInputPath, boxPath: DATA.input },
    { hostPath: call.hostAnswerPath, boxPath: DATA.answer },
  ];
  if (call.hostEarlierPath !== undefined) mounts.push({ hostPath: call.hostEarlierPath, boxPath: DATA.earlier });
  if (isTestlib && hostOutputPath !== undefined) mounts.push({ hostPath: hostOutputPath, boxPath: DATA.output });
  const output = hostOutputPath === undefined ? `${BOX.work}/output` : DATA.output;
  const args = isTestlib ? [DATA.input, output, DATA.answer] : [DATA.input, DATA.answer, `${BOX.work}/`, ...call.args];
  const command = validator.language.run;
  const limits = { ...VALIDATOR_LIMITS, ...call.limits };
  limits.wallTimeMs = wallLimitMs(limits.cpuTimeMs);
  const wrapper = wrapperOf(call);
  return {
    command,
    phase: 'run',
    sources: [],
    main: validator.main,
    hostPreparedPath: validator.language.hostPreparedPath,
    hostStartPath: validator.language.hostStartPath,
    memoryBytes: limits.memoryBytes,
    args,
    mounts,
    limits: limitsOfCommand(limits, command),
    ...(isTestlib || hostOutputPath === undefined ? {} : { hostStdinPath: hostOutputPath }),
    hostOutputStem: call.hostOutputStem,
    collect: { hostPath: call.hostFeedbackPath, maxBytes: MAX_FEEDBACK_BYTES, maxFiles: MAX_FEEDBACK_FILES },
    ...(wrapper === undefined ? {} : { wrapper }),
  };
}

function wrapperOf(call: ValidatorCall): BoxCommand['wrapper'] {
  const carries = call.hostEarlierPath !== undefined;
  const talks = call.hostOutputPath === undefined;
  if (!carries && !talks) return undefined;
  const carry = carries ? [`cp -r ${DATA.earlier}/. ${BOX.work}/ || exit 99`] : [];
  const script = [...carry, talks ? talkScript(ACCEPTING_EXIT[call.validator.protocol]) : 'exec "$@"'];
  const { shell, root } = shellTools();
  return { argv: [shell, '-c', script.join('\n'), 'sh'], root, profile: 'default' };
}

/**
 * No process keeps an end of a pipe that isn't its own, so that a validator which closes its output early
 * is understood. In the background a shell would put /dev/null for standard input, hence the detour by 4.
 */
function talkScript(acceptingExit: number): string {
  return [
    'mkfifo /tmp/.said || exit 99',
    'exec 4<&0',
    'tee -p /dev/null < /tmp/.said 4<&- &',
    '"$@" <&4 > /tmp/.said 4<&- &',
    'validator=$!',
    'exec 1>&- 4<&-',
    'wait "$validator"',
    'code=$?',
    'wait',
    `if [ "$code" = ${acceptingExit} ]; then cat > /dev/null; fi`,
    'exit "$code"',
  ].join('\n');
}

/** The shell and what its scripts call, as the machine has them; found once. */
function shellTools(): { shell: string; root: string[] } {
  foundTools ??= findShellTools();
  return foundTools;
}

let foundTools: { shell: string; root: string[] } | undefined;

function findShellTools(): { shell: string; root: string[] } {
  const programs = ['sh', 'cat', 'cp', 'mkfifo', 'tee'].map((name) =>
    ['/usr/bin', '/bin'].map((folder) => join(folder, name)),
  );
  const named = programs.map((places) => places.find((place) => existsSync(place)) ?? (places[0] as string));
  const libraries = ['/usr/lib', '/lib'].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^\w+-linux-(?:gnu|musl)\w*$/.test(name))
          .map((name) => join(folder, name))
      : [],
  );
  const loaders = ['/lib64', '/lib/ld-linux-aarch64.so.1'].filter((path) => existsSync(path));
  const real = named.map((path) => (existsSync(path) ? realpathSync(path) : path));
  return { shell: named[0] as string, root: [...new Set([...named, ...real, ...libraries, ...loaders])] };
}
