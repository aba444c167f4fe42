/**
 * Settings: every environment variable that Let'sCode reads, in one place.
 *
 * A program's main.ts calls `readSettings(process.env)` once; nothing else reads
 * the environment. An unknown LETSCODE_* name or a bad value is an error that
 * names it. docs/configuration.md is made from SETTINGS and compared in a test.
 */
import { LetscodeError } from './errors.js';
import { LAYERS, type Layer } from './run.js';

interface SettingDeclaration<T> {
  env: string;
  help: string;
  unit?: string;
  /** The default as shown in the documentation. */
  shown: string;
  fallback: T;
  /** Returns the value, or throws an Error whose message says what is wanted. */
  parse: (text: string) => T;
  /** Its value never stands in a message. */
  isSecret?: boolean;
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text)) throw new Error(`must be a whole number from ${min} to ${max}`);
    const value = Number(text);
    if (value < min || value > max) throw new Error(`must be from ${min} to ${max}`);
    return value;
  };
}

function url(protocols: string[]): (text: string) => string {
  return (text) => {
    if (!protocols.some((protocol) => text.startsWith(`${protocol}://`))) {
      throw new Error(`must begin with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`);
    }
    return text;
  };
}

function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return (text) => {
    const name = names.find((known) => known === text);
    if (name === undefined) throw new Error(`must be one of ${names.join(', ')}`);
    return name;
  };
}

function setting<T>(declaration: SettingDeclaration<T>): SettingDeclaration<T> {
  return declaration;
}

function flag(text: string): boolean {
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  throw new Error('must be 1, true, 0 or false');
}

export const SETTINGS = {
  port: setting({
    env: 'PORT',
    help: 'TCP port of the web app, the API and the WebSocket. 0 takes any free one.',
    shown: '3001',
    fallback: 3001,
    parse: wholeNumber(0, 65_535),
  }),
  host: setting({
    env: 'HOST',
    help: 'Address to listen on. 0.0.0.0 lets other machines in.',
    shown: '127.0.0.1',
    fallback: '127.0.0.1',
    parse: (text) => text,
  }),
  dataFolder: setting({
    env: 'LETSCODE_DATA',
    help: 'Folder for the database, caches and logs. One running server per folder.',
    shown: '.letscode in the checkout',
    fallback: '.letscode',
    parse: (text) => text,
  }),
  databaseUrl: setting<string | undefined>({
    env: 'DATABASE_URL',
    help: 'PostgreSQL 14 or newer. Unset: an embedded PostgreSQL 16 in the data folder.',
    shown: 'embedded',
    fallback: undefined,
    parse: url(['postgres', 'postgresql']),
  }),
  redisUrl: setting<string | undefined>({
    env: 'REDIS_URL',
    help: 'Redis 7 for the queue. Unset: the queue lives in PostgreSQL.',
    shown: 'PostgreSQL queue',
    fallback: undefined,
    parse: url(['redis', 'rediss']),
  }),
  workerCount: setting<number | undefined>({
    env: 'LETSCODE_WORKERS',
    help: 'Worker processes.',
    shown: 'one for every 4 cores, at least 1',
    fallback: undefined,
    parse: wholeNumber(1, 64),
  }),
  laneCount: setting<number | undefined>({
    env: 'LETSCODE_LANES',
    help: 'Programs that one worker runs at the same time.',
    shown: 'cores divided by workers, at least 1',
    fallback: undefined,
    parse: wholeNumber(1, 64),
  }),
  sandboxBackend: setting<'native' | 'docker'>({
    env: 'LETSCODE_SANDBOX',
    help: 'What isolates programs: native (our own helper) or docker (containers of an engine, deploy/README.md).',
    shown: 'native',
    fallback: 'native',
    parse: oneOf(['native', 'docker']),
  }),
  dockerSocket: setting({
    env: 'LETSCODE_DOCKER_SOCKET',
    help: 'Socket of the Docker engine, for LETSCODE_SANDBOX=docker.',
    shown: '/var/run/docker.sock',
    fallback: '/var/run/docker.sock',
    parse: (text) => text,
  }),
  sandboxWithout: setting<Layer[]>({
    env: 'LETSCODE_SANDBOX_WITHOUT',
    help: 'Isolation layers that may be missing, by name and commas. Only the docker backend can do without any.',
    shown: 'none: nothing runs with fewer layers',
    fallback: [],
    parse: (text) => text.split(',').map((name) => oneOf([...LAYERS])(name.trim())),
  }),
  cpuPreset: setting<'dedicated' | 'dense' | 'shared'>({
    env: 'LETSCODE_CPU',
    help: 'How lanes share the cores: dedicated (a core each, pinned), dense (half a core each, by quota) or shared (as the kernel likes). Limits are on CPU time, so no verdict depends on it.',
    shown: 'dedicated',
    fallback: 'dedicated',
    parse: oneOf(['dedicated', 'dense', 'shared']),
  }),
  maxMemoryMib: setting<number | undefined>({
    env: 'LETSCODE_MAX_MEMORY',
    help: 'The most memory that a program may be given. What asks for more is refused with a message.',
    unit: 'MiB',
    shown: 'no bound',
    fallback: undefined,
    parse: wholeNumber(16, 1_048_576),
  }),
  maxCpuTimeMs: setting<number | undefined>({
    env: 'LETSCODE_MAX_TIME',
    help: 'The most CPU time that a program may be given. What asks for more is refused with a message.',
    unit: 'ms',
    shown: 'no bound',
    fallback: undefined,
    parse: wholeNumber(1, 86_400_000),
  }),
  ioBytesPerSecond: setting({
    env: 'LETSCODE_IO_LIMIT',
    help: 'What a program may read from and write to a disk. Where the kernel has no such control the doctor says so.',
    unit: 'bytes/s',
    shown: '10000000',
    fallback: 10_000_000,
    parse: wholeNumber(1, 1_000_000_000_000),
  }),
  rateLimitPerMinute: setting({
    env: 'LETSCODE_RATE_LIMIT',
    help: 'Submissions and test runs that one user or address may start in a minute. 0 means no limit.',
    unit: 'requests/min',
    shown: '1200',
    fallback: 1200,
    parse: wholeNumber(0, 1_000_000),
  }),
  maxQueueDepth: setting({
    env: 'LETSCODE_MAX_QUEUE',
    help: 'Waiting submissions beyond which new ones are refused with 503.',
    unit: 'submissions',
    shown: '10000',
    fallback: 10_000,
    parse: wholeNumber(1, 10_000_000),
  }),
  warmBoxes: setting({
    env: 'LETSCODE_WARM_BOXES',
    help: 'The most boxes that are kept warm ahead on each worker, for users who come and for the load that the hour of the week lets expect. 0 means none.',
    unit: 'boxes',
    shown: '4',
    fallback: 4,
    parse: wholeNumber(0, 64),
  }),
  authorKey: setting<string | undefined>({
    env: 'LETSCODE_AUTHOR_KEY',
    help: 'What authors send as `Authorization: Bearer KEY` to import, export, verify and rejudge; at least 16 characters. Unset: these calls are open to this machine while HOST is a loopback address, and to nobody otherwise. Behind a proxy, set it.',
    shown: 'this machine only',
    fallback: undefined,
    parse: (text) => {
      if (!/^[\x21-\x7e]{16,200}$/.test(text)) throw new Error('must be 16 to 200 characters of ASCII without spaces');
      return text;
    },
    isSecret: true,
  }),
  logLevel: setting({
    env: 'LETSCODE_LOG_LEVEL',
    help: 'Least severity that is logged: debug, info, warn or error.',
    shown: 'info',
    fallback: 'info',
    parse: (text) => {
      if (!['debug', 'info', 'warn', 'error'].includes(text)) throw new Error('must be debug, info, warn or error');
      return text;
    },
  }),
  bundledProblems: setting({
    env: 'LETSCODE_BUNDLED_PROBLEMS',
    help: 'Whether the bundled problems are imported at start.',
    shown: 'true',
    fallback: true,
    parse: flag,
  }),
};

export type Settings = { [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K]['fallback'] };

/**
 * Reads all settings from an environment.
 *
 * @param env such as `process.env`; an empty value counts as unset
 * @throws LetscodeError `bad_setting` that names every variable at fault
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const [name, declaration] of Object.entries(SETTINGS) as [string, SettingDeclaration<unknown>][]) {
    known.add(declaration.env);
    const text = env[declaration.env];
    settings[name] = declaration.fallback;
    if (text === undefined || text === '') continue;
    try {
      settings[name] = declaration.parse(text);
    } catch (error) {
      const shown = declaration.isSecret ? '…' : text;
      faults.push(`${declaration.env}="${shown}" ${(error as Error).message}`);
    }
  }
  for (const name of Object.keys(env)) {
    if (name.startsWith('LETSCODE_') && !known.has(name)) {
      faults.push(`${name} is not a setting; the settings are ${[...known].join(', ')}`);
    }
  }
  if (faults.length > 0) throw new LetscodeError('bad_setting', faults.join('\n'));
  return settings as Settings;
}
