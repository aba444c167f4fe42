/** @letscode/sandbox: runs programs that nobody trusts, under six layers or not at all. */

export { openSandboxAsSet, type SandboxSettings } from './backend.js';
export { buildHelper } from './build.js';
export type { CpuPreset, JoinedReports, JoinedRuns, LayerCheck, Sandbox, SandboxOptions } from './contract.js';
export { type OpenDockerSandboxOptions, openDockerSandbox } from './docker/index.js';
export { type Footprint, footprintOf, helperPids } from './footprint.js';
export { checkIsolation, checkLayers, type ExtraCheck } from './layers.js';
export { type OpenSandboxOptions, openSandbox } from './pool.js';
