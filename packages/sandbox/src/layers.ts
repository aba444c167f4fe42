/**
 * Which layers this machine can give, each tried for real, with what to do when
 * one is missing. The helper probes them one by one; then one program runs
 * under all of them, since six working parts may still not make a box.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, LAYERS, type Layer, type RunReport } from '@letscode/core';
import { buildHelper } from './build.js';
import type { LayerCheck } from './contract.js';
import { FrameDecoder } from './frames.js';
import { openSandbox } from './pool.js';

/** Never throws: what can't be tried is a layer that is missing. */
export async function checkLayers(): Promise<LayerCheck[]> {
  let helperPath: string;
  try {
    helperPath = await buildHelper();
  } catch (error) {
    return allMissing(`not tried, the sandbox helper could not be built: ${textOf(error)}`, BUILD_TOOLS);
  }
  let checks: LayerCheck[];
  try {
    checks = await probe(helperPath);
  } catch (error) {
    return allMissing(`not tried, the sandbox helper gave no answer: ${textOf(error)}`, REPORT_IT);
  }
  if (!checks.every((check) => check.ok)) return checks;
  const problem = await runOnce();
  if (problem === undefined) return checks;
  return checks.map((check) =>
    check.name === 'filesystem'
      ? {
          ...check,
          ok: false,
          detail: `each layer works, but /bin/true under all six failed: ${problem}`,
          remedy: REPORT_IT,
        }
      : check,
  );
}

const BUILD_TOOLS = 'Install a C compiler and the headers: apt-get install gcc libc6-dev libseccomp-dev';
const REPORT_IT = 'Please report this message with the output of: uname -a';
/** Probes take milliseconds; this is for one that hangs, on a machine however busy. */
const PROBE_TIMEOUT_MS = 120_000;

function allMissing(detail: string, remedy: string): LayerCheck[] {
  return LAYERS.map((name) => ({ name, ok: false, detail, remedy }));
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function probe(helperPath: string): Promise<LayerCheck[]> {
  return new Promise((resolve, reject) => {
    execFile(
      helperPath,
      ['check'],
      { env: {}, cwd: '/', encoding: 'buffer', timeout: PROBE_TIMEOUT_MS },
      (error, stdout) => {
        const frames = new FrameDecoder().push(stdout);
        if (frames.length !== LAYERS.length) return reject(error ?? new Error('the helper gave no answer'));
        resolve(
          frames.map((frame) => {
            const name = frame.get('name') as Layer;
            const detail = frame.get('detail') ?? '';
            return frame.get('ok') === 'yes'
              ? { name, ok: true, detail }
              : { name, ok: false, detail, remedy: remedyFor(name, detail) };
          }),
        );
      },
    );
  });
}

function setting(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function remedyFor(name: Layer, detail: string): string {
  if (
    /user namespace|new namespaces|network namespace|mount namespace/.test(detail) ||
    (name === 'filesystem' && /EPERM|EACCES/.test(detail))
  ) {
    return namespaceRemedy();
  }
  switch (name) {
    case 'cgroups':
      return cgroupRemedy(detail);
    case 'seccomp':
      return 'Use Linux 5.12 or later with CONFIG_SECCOMP_FILTER, and libseccomp 2.5 or later (Debian 11, Ubuntu 22.04 or later have them).';
    case 'filesystem':
      return 'Use Linux 5.12 or later, with /proc in full view: a container needs --security-opt systempaths=unconfined, or --privileged.';
    default:
      return namespaceRemedy();
  }
}

function cgroupRemedy(detail: string): string {
  if (/no cgroup hierarchy/.test(detail))
    return 'Mount cgroup v2 with its memory and pids controllers (mount -t cgroup2 none /sys/fs/cgroup); in a container: --cgroupns=private --privileged.';
  if (process.getuid?.() === 0)
    return 'The cgroups can be read but not written. In a container, make /sys/fs/cgroup writable: --cgroupns=private --privileged.';
  return 'Run as root, or have systemd hand a cgroup on to this user: systemd-run --user --scope -p Delegate=yes npm start';
}

function namespaceRemedy(): string {
  if (setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return 'AppArmor forbids user namespaces to plain users. Run as root, or: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';
  }
  if (setting('/proc/sys/kernel/unprivileged_userns_clone') === '0') {
    return 'The kernel forbids user namespaces to plain users. Run as root, or: sysctl -w kernel.unprivileged_userns_clone=1';
  }
  if (setting('/proc/sys/user/max_user_namespaces') === '0')
    return 'User namespaces are switched off. Run: sysctl -w user.max_user_namespaces=10000';
  if (process.getuid?.() === 0)
    return 'This root may not make namespaces: it lacks CAP_SYS_ADMIN, or a seccomp filter forbids it. Start the container with --privileged.';
  return 'Run as root, or where plain users may make user namespaces.';
}

/** One program under all layers; undefined when it ended as it should. */
async function runOnce(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-check-'));
  try {
    const sandbox = await openSandbox({ laneCount: 1 });
    try {
      return problemOf(
        await sandbox.run({
          argv: ['/bin/true'],
          env: {},
          phase: 'run',
          profile: 'default',
          root: ['/bin/true', '/usr/lib', '/lib', '/lib64'],
          mounts: [],
          limits: DEFAULT_LIMITS,
          hostStdoutPath: join(folder, 'stdout'),
          hostStderrPath: join(folder, 'stderr'),
        }),
      );
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    return textOf(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function problemOf(report: RunReport): string | undefined {
  if (report.exit.kind === 'exited' && report.exit.code === 0) return undefined;
  return JSON.stringify(report.exit);
}
