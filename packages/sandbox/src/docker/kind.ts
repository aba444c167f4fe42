/**
 * Kinds of boxes: what a container is made for, before it is known which run it will serve.
 *
 * Two runs are of one kind when a container started for the first could serve
 * the second. The program, its arguments, environment and input come later, to the
 * launcher; memory and processes can be changed in a container that is started.
 */
import { readdirSync } from 'node:fs';
import type { Mount, RunSpec } from '@letscode/core';
import type Docker from 'dockerode';
import type { CpuPreset } from '../contract.js';

export interface BoxKind {
  image: string;
  /** File name of the seccomp profile. */
  profileName: string;
  mounts: Mount[];
  diskBytes: number;
  inodeCount: number;
  ioBytesPerSecond: number;
}

/** What can still be changed in a started container. */
export interface Allowance {
  memoryBytes: number;
  softMemoryBytes: number;
  processCount: number;
}

const MIB = 1024 * 1024;

/** The engine's own starter needs about this much before the launcher takes its place; and 6 MiB is the least that Docker takes. */
const LEAST_START_BYTES = 64 * MIB;

const DEFAULT_INODES = 16_384;

export function kindOf(spec: RunSpec, image: string, profileName: string, ioBytesPerSecond: number): BoxKind {
  return {
    image,
    profileName,
    mounts: spec.mounts,
    diskBytes: spec.limits.diskBytes,
    inodeCount: spec.limits.inodeCount ?? DEFAULT_INODES,
    ioBytesPerSecond: spec.limits.ioBytesPerSecond ?? ioBytesPerSecond,
  };
}

export function allowanceOf(spec: RunSpec): Allowance {
  const { memoryBytes, softMemoryBytes, processCount } = spec.limits;
  return { memoryBytes, softMemoryBytes: softMemoryBytes ?? Math.ceil(memoryBytes / 2), processCount };
}

/** What a container is started with: never less than what starting takes. */
export function startAllowance(wanted: Allowance): Allowance {
  return { ...wanted, memoryBytes: Math.max(wanted.memoryBytes, LEAST_START_BYTES) };
}

/** The launcher is one process more. */
export function engineLimits(allowance: Allowance) {
  return {
    Memory: allowance.memoryBytes,
    MemorySwap: allowance.memoryBytes,
    MemoryReservation: Math.min(allowance.softMemoryBytes, allowance.memoryBytes),
    PidsLimit: allowance.processCount + 1,
  };
}

/** Of /proc only what belongs to processes remains, as on the native backend. Files become empty, folders too. */
const MASKED_PATHS = [
  ...readdirSync('/proc')
    .filter((name) => !/^(?:\d+|self|thread-self|mounts|net)$/.test(name))
    .map((name) => `/proc/${name}`),
  '/sys',
  '/dev/pts',
  '/dev/mqueue',
];

export interface BoxPlace {
  /** The host's folder that holds the launcher and, in time, the input; seen as /.letscode. */
  hostFolder: string;
  labels: Record<string, string>;
  cpuPreset: CpuPreset;
  /** Block devices of this machine, for the limit on reading and writing. */
  blockDevices: string[];
}

/** The type lacks one of the engine's options. */
type CreateOptions = Docker.ContainerCreateOptions & { HostConfig: Docker.HostConfig & { CgroupnsMode: string } };

/** What the engine is asked for; facts.c looks whether it was given. */
export function createOptions(kind: BoxKind, allowance: Allowance, place: BoxPlace): CreateOptions {
  // A tmpfs takes a size of 0 for no limit.
  const writable = kind.diskBytes > 0 ? 'rw' : 'ro';
  const size = `${writable},nosuid,nodev,size=${Math.max(kind.diskBytes, 4096)}`;
  const rates = place.blockDevices.map((Path) => ({ Path, Rate: kind.ioBytesPerSecond }));
  return {
    Image: kind.image,
    Entrypoint: ['/.letscode/launcher'],
    Cmd: [],
    Env: [],
    User: '1000:1000',
    Hostname: 'box',
    WorkingDir: '/',
    Labels: place.labels,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    NetworkDisabled: true,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      ...engineLimits(allowance),
      AutoRemove: true,
      NetworkMode: 'none',
      IpcMode: 'private',
      CgroupnsMode: 'private',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      // The launcher sets the filter: an engine's own would answer refused calls before they could be named (launcher.h).
      SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'],
      Tmpfs: {
        '/work': `${size},exec,nr_inodes=${kind.inodeCount},mode=1777`,
        '/tmp': `${size},exec,nr_inodes=${kind.inodeCount},mode=1777`,
        '/dev/shm': `${size},noexec,nr_inodes=1024,mode=1777`,
      },
      Mounts: [
        { Type: 'bind', Source: place.hostFolder, Target: '/.letscode', ReadOnly: true },
        ...kind.mounts.map((mount) => ({
          Type: 'bind' as const,
          Source: mount.hostPath,
          Target: mount.boxPath,
          ReadOnly: true,
        })),
      ],
      MaskedPaths: MASKED_PATHS,
      ReadonlyPaths: [],
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'nofile', Soft: 1024, Hard: 1024 },
        { Name: 'stack', Soft: -1, Hard: -1 },
        { Name: 'msgqueue', Soft: 0, Hard: 0 },
        { Name: 'memlock', Soft: 65_536, Hard: 65_536 },
        { Name: 'rtprio', Soft: 0, Hard: 0 },
      ],
      NanoCpus: { dense: 5e8, dedicated: 1e9, shared: 0 }[place.cpuPreset],
      BlkioDeviceReadBps: rates,
      BlkioDeviceWriteBps: rates,
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}
