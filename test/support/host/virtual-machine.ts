/**
 * Another host for tests: a virtual machine whose kernel has cgroup v2 only.
 *
 * It boots in about five seconds with this machine's own files as its root
 * (shared read-only under an overlay in memory; init.sh), runs one command as
 * root and powers off. The processor is emulated, so nothing depends on what
 * the machine below allows, and it is some ten times slower. Its clock counts
 * instructions, two nanoseconds each: a limit of CPU time then means the same
 * there as on a real machine, however busy the one below is.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeInitramfs } from './initramfs.js';
import { findKernel, type Kernel, type Missing } from './kernel.js';

const QEMU = '/usr/bin/qemu-system-x86_64';

export interface VirtualMachine {
  kernel: Kernel;
}

export interface MachineRun {
  /** Of the command; undefined when the machine never came so far. */
  exitCode: number | undefined;
  /** Everything that the console said. */
  output: string;
}

export interface MachineOptions {
  memoryMiB: number;
  timeoutMs: number;
  /** The folder that must be seen inside whatever lies above it, e.g. a checkout below /tmp. */
  checkout: string;
  /** A folder of the caller's, seen inside as /run/share and writable; everything else that is changed there is lost. */
  share: string;
}

/** Whether a machine can be had here, and with which kernel. The kernel is downloaded when it was never before. */
export async function findVirtualMachine(): Promise<VirtualMachine | Missing> {
  if (process.arch !== 'x64') return { missing: 'an x86-64 machine' };
  if (process.getuid?.() !== 0) return { missing: 'root, who alone may share all files with the machine' };
  for (const [program, name] of [
    [QEMU, 'qemu-system-x86'],
    ['/bin/busybox', 'busybox-static'],
  ] as const) {
    if (!isExecutable(program)) return { missing: `${program} (apt-get install --no-install-recommends ${name})` };
  }
  const kernel = await findKernel();
  return 'missing' in kernel ? kernel : { kernel };
}

/**
 * Boots, runs `script` with sh as root, powers off.
 *
 * @param onOutput called with what the console says, as it comes
 */
export async function runInMachine(
  machine: VirtualMachine,
  script: string,
  options: MachineOptions,
  onOutput: (text: string) => void = () => {},
): Promise<MachineRun> {
  const { share } = options;
  writeFileSync(join(share, 'command'), script);
  writeFileSync(join(share, 'checkout'), options.checkout);
  await writeInitramfs(machine.kernel, join(share, 'initramfs'));
  const output = await runQemu(machine.kernel, options, onOutput);
  return { exitCode: readExitCode(join(share, 'exit-code')), output };
}

function qemuArguments(kernel: Kernel, options: MachineOptions): string[] {
  const shared = (tag: string, path: string, more = '') =>
    `local,path=${path},mount_tag=${tag},id=${tag},security_model=none,multidevs=remap${more}`;
  return [
    // Not `microvm`, which boots no faster: without a second clock a busy host makes the kernel give up its time stamp
    // counter, and hang.
    ...['-machine', 'q35', '-accel', 'tcg,thread=single,tb-size=512', '-icount', 'shift=1'],
    ...['-cpu', 'Haswell-v4,check=off', '-m', String(options.memoryMiB)],
    ...['-nodefaults', '-no-reboot', '-display', 'none', '-monitor', 'none', '-serial', 'stdio'],
    ...['-kernel', kernel.image, '-initrd', join(options.share, 'initramfs')],
    ...['-append', 'console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off tsc=reliable'],
    ...['-virtfs', shared('host', '/', ',readonly=on'), '-virtfs', shared('share', options.share)],
  ];
}

function runQemu(kernel: Kernel, options: MachineOptions, onOutput: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    // A machine never outlives the test run, however that ends.
    const words = ['--pdeathsig', 'KILL', QEMU, ...qemuArguments(kernel, options)];
    const child = spawn('setpriv', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        const text = chunk.replaceAll('\r', '');
        output += text;
        onOutput(text);
      });
    }
    const timer = setTimeout(() => {
      output += `\n(the machine was stopped after ${options.timeoutMs} ms)\n`;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}

function readExitCode(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
