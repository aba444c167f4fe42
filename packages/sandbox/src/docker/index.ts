/**
 * Opens the sandbox on a Docker engine.
 *
 * Needs an engine on this machine (its socket, and its containers' cgroups in
 * view), with user namespaces (`userns-remap`, or rootless), and images with the
 * languages (deploy/images). Nothing runs with fewer layers than the operator said
 * by name.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAYERS, type Layer, LetscodeError, type Phase } from '@letscode/core';
import type Docker from 'dockerode';
import type { Sandbox, SandboxOptions } from '../contract.js';
import { blockDevices } from './block-devices.js';
import { Box, type BoxHost } from './box.js';
import { DockerSandbox } from './docker-sandbox.js';
import { folderPrefixOf, labelsOf, ownName, removeStale } from './janitor.js';
import { buildLauncher } from './launcher-build.js';

export interface OpenDockerSandboxOptions extends SandboxOptions {
  /** The engine's socket; /var/run/docker.sock when absent. */
  socketPath?: string;
  /** `letscode-<profile>` and `letscode-<profile>-compile` when absent. */
  imageOf?: (profile: string, phase: Phase) => string;
  /** Layers that may be missing, by name: an engine without user namespaces has `namespaces` only in part. */
  withoutLayers?: readonly Layer[];
  /** Where containers find the launcher and their input; the folder for temporary things when absent. */
  temporaryFolder?: string;
}

const IO_BYTES_PER_SECOND = 10_000_000;

/** @throws LetscodeError `isolation_missing` when the engine can't be reached or lacks a layer; the message names the remedy */
export async function openDockerSandbox(options: OpenDockerSandboxOptions): Promise<Sandbox> {
  if (!Number.isInteger(options.laneCount) || options.laneCount < 1)
    throw new LetscodeError('bad_setting', `The number of lanes must be at least 1, not ${options.laneCount}.`);
  const engine = await reachEngine(options.socketPath ?? '/var/run/docker.sock');
  const needed = LAYERS.filter((layer) => !options.withoutLayers?.includes(layer));
  await checkEngine(engine, needed);
  const launcher = await buildLauncher();
  const temporaryFolder = options.temporaryFolder ?? tmpdir();
  await removeStale(engine, temporaryFolder);
  const owner = ownName();
  const hostFolder = await mkdtemp(join(temporaryFolder, folderPrefixOf(owner)));
  const launcherPath = join(hostFolder, 'launcher');
  await copyFile(launcher, launcherPath);
  const cpuPreset = options.cpuPreset ?? 'dedicated';
  const host: BoxHost = {
    engine,
    hostFolder,
    launcherPath,
    place: { labels: labelsOf(owner), cpuPreset, blockDevices: blockDevices() },
  };
  return new DockerSandbox({
    laneCount: options.laneCount,
    cpuPreset,
    bounds: options.bounds ?? {},
    ioBytesPerSecond: options.ioBytesPerSecond ?? IO_BYTES_PER_SECOND,
    imageOf: options.imageOf ?? ((profile, phase) => `letscode-${profile}${phase === 'compile' ? '-compile' : ''}`),
    async startBox(kind, allowance) {
      const box = await Box.start(host, kind, allowance);
      const missing = needed.filter((layer) => !box.layers.includes(layer));
      if (missing.length === 0) return box;
      await box.remove();
      throw new Error(`the engine gave a container without these layers: ${missing.join(', ')}`);
    },
    cleanUp: () => rm(hostFolder, { recursive: true, force: true }),
  });
}

async function reachEngine(socketPath: string): Promise<Docker> {
  const { default: Engine } = await import('dockerode'); // large, and only for those who use it
  const engine = new Engine({ socketPath });
  try {
    await engine.ping();
    return engine;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LetscodeError(
      'isolation_missing',
      `No Docker engine answers at ${socketPath} (${why}). Start one, or name its socket.`,
      { cause: error },
    );
  }
}

async function checkEngine(engine: Docker, needed: readonly Layer[]): Promise<void> {
  const info = (await engine.info()) as { SecurityOptions?: string[]; MemoryLimit?: boolean; PidsLimit?: boolean };
  const security = (info.SecurityOptions ?? []).join(' ');
  if (needed.includes('namespaces') && !/name=(userns|rootless)/.test(security)) {
    throw new LetscodeError(
      'isolation_missing',
      'The Docker engine gives containers no user namespace of their own. ' +
        'Put "userns-remap": "default" into /etc/docker/daemon.json and restart it, or allow by name to run without `namespaces`.',
    );
  }
  if (needed.includes('cgroups') && (info.MemoryLimit === false || info.PidsLimit === false))
    throw new LetscodeError(
      'isolation_missing',
      'The Docker engine cannot limit memory and processes on this machine.',
    );
}
