/** The sandbox that an operator's settings ask for. */
import { type Layer, LetscodeError, type Limits, type Settings } from '@letscode/core';
import type { Sandbox } from './contract.js';
import { openDockerSandbox } from './docker/index.js';
import { openSandbox } from './pool.js';

export type SandboxSettings = Pick<
  Settings,
  | 'sandboxBackend'
  | 'dockerSocket'
  | 'sandboxWithout'
  | 'cpuPreset'
  | 'maxMemoryMib'
  | 'maxCpuTimeMs'
  | 'ioBytesPerSecond'
>;

const MIB = 1024 * 1024;

/**
 * @throws LetscodeError `isolation_missing` when a layer can't be had, with the remedy;
 *   `bad_setting` when the native backend is asked to do without one
 */
export async function openSandboxAsSet(settings: SandboxSettings, laneCount: number): Promise<Sandbox> {
  const { cpuPreset, ioBytesPerSecond } = settings;
  const options = { laneCount, cpuPreset, ioBytesPerSecond, bounds: boundsOf(settings) };
  const withoutLayers: Layer[] = settings.sandboxWithout;
  if (settings.sandboxBackend === 'docker')
    return openDockerSandbox({ ...options, socketPath: settings.dockerSocket, withoutLayers });
  if (withoutLayers.length > 0)
    throw new LetscodeError('bad_setting', 'LETSCODE_SANDBOX_WITHOUT: the native sandbox has all six layers or none.');
  return openSandbox(options);
}

function boundsOf({ maxMemoryMib, maxCpuTimeMs }: SandboxSettings): Partial<Limits> {
  return {
    ...(maxMemoryMib === undefined ? {} : { memoryBytes: maxMemoryMib * MIB }),
    ...(maxCpuTimeMs === undefined ? {} : { cpuTimeMs: maxCpuTimeMs }),
  };
}
