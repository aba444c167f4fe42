/**
 * Toolchains that stand elsewhere than in /usr, as version managers and installers lay them out: found by their real
 * paths, and a program compiled and run with each in the sandbox, in which nothing else of their surroundings is seen.
 *
 * The layouts are made of copies of the system's own interpreters, in a home that only its owner may enter.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProver } from '../../../judge/src/index.js';
import { type LanguageDefinition, loadLanguages, resolveLanguage } from '../../../languages/src/index.js';
import { openSandbox, type Sandbox } from '../../src/index.js';
import { readReport, vitestWords } from './suite-report.js';

const CHECKOUT = join(import.meta.dirname, '..', '..', '..', '..');
const SYSTEM_PYTHON = '/usr/bin/python3';
/** Says that /usr/local is one that the last test has laid over the machine's own. */
const MARK = '/usr/local/share/letscode-laid-over';

let home: string;
let sandbox: Sandbox;

beforeAll(async () => {
  // Not in /tmp, where the box has its own. As mkdtemp makes it: 0700.
  home = mkdtempSync('/var/tmp/letscode-home-');
  sandbox = await openSandbox({ laneCount: 1 });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

/** The bundled definition, that finds its program on the search path only: not the system's, and not the one that runs us. */
function onPathOnly(id: string): LanguageDefinition {
  const definition = loadLanguages().find((language) => language.id === id) as LanguageDefinition;
  const programs = Object.entries(definition.programs ?? {}).map(([name, program]) => [
    name,
    { ...program, names: program.names.filter((word) => !word.startsWith('/') && !word.startsWith('{')) },
  ]);
  return { ...definition, programs: Object.fromEntries(programs) };
}

/** Resolves and proves; answers what the box's root holds for a run. */
async function rootOf(id: string, searchPath: string[]): Promise<string[]> {
  const resolution = await resolveLanguage(onPathOnly(id), { searchPath });
  if (!resolution.ok) throw new Error(`${id}: ${resolution.reason}`);
  const scratchFolder = mkdtempSync(join(tmpdir(), 'letscode-scratch-'));
  chmodSync(scratchFolder, 0o755);
  try {
    expect(await createProver({ runner: sandbox, scratchFolder })(resolution.definition)).toEqual({ ok: true });
  } finally {
    rmSync(scratchFolder, { recursive: true });
  }
  return resolution.definition.run.root;
}

/** A Python below `prefix`: the interpreter, and its library without what was installed into it. */
function layPython(prefix: string): void {
  const interpreter = realpathSync(SYSTEM_PYTHON);
  const library = join('/usr/lib', basename(interpreter));
  mkdirSync(join(prefix, 'bin'), { recursive: true });
  cpSync(interpreter, join(prefix, 'bin', basename(interpreter)));
  symlinkSync(basename(interpreter), join(prefix, 'bin', 'python3'));
  const filter = (path: string) => !/\/(?:test|__pycache__|idlelib|ensurepip|config-[^/]*)$/.test(path);
  cpSync(library, join(prefix, 'lib', basename(interpreter)), { recursive: true, filter, verbatimSymlinks: true });
}

test('Node as nvm installs it', async () => {
  const bin = join(home, '.nvm', 'versions', 'node', 'v20.0.0', 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync(realpathSync(process.execPath), join(bin, 'node'));
  const root = await rootOf('javascript', [bin]);
  expect(root.filter((path) => path.startsWith(home))).toEqual([join(bin, 'node')]);
});

test.skipIf(!existsSync(SYSTEM_PYTHON))('Python as pyenv installs it, with nothing but shims on the path', async () => {
  const manager = join(home, '.pyenv');
  const version = join(manager, 'versions', '3.99.0');
  layPython(version);
  for (const folder of ['shims', 'libexec']) mkdirSync(join(manager, folder));
  const shim = `#!/usr/bin/env bash\nexec "${manager}/libexec/pyenv" exec "\${0##*/}" "$@"\n`;
  const choose = '#!/usr/bin/env bash\nshift\nexec "$PYENV_ROOT/versions/3.99.0/bin/$1" "${@:2}"\n';
  writeFileSync(join(manager, 'shims', 'python3'), shim, { mode: 0o755 });
  writeFileSync(join(manager, 'libexec', 'pyenv'), choose, { mode: 0o755 });
  const root = await rootOf('python', [join(manager, 'shims')]);
  expect([...new Set(root.filter((path) => path.startsWith(home)).map((path) => path.split('/bin/')[0]))]).toEqual([
    version,
  ]);
});

const rustup = join(homedir(), '.cargo', 'bin');

test.skipIf(!existsSync(join(rustup, 'rustup')))(
  'Rust as rustup installs it, whose rustc on the path is no compiler',
  async () => {
    const resolution = await resolveLanguage(onPathOnly('rust'), { searchPath: [rustup, '/usr/bin'] });
    const root = resolution.ok ? (resolution.definition.compile?.root ?? []) : [];
    expect(root[0]).toMatch(/\/toolchains\/[^/]+$/);
    await rootOf('rust', [rustup, '/usr/bin']);
  },
);

test.skipIf(!existsSync(MARK))('Python as it is installed to /usr/local, among other things', async () => {
  const root = await rootOf('python', ['/usr/local/bin']);
  const version = basename(realpathSync(SYSTEM_PYTHON));
  const local = root.filter((path) => path.startsWith('/usr/local'));
  expect(local.sort()).toEqual(['bin/python3', `bin/${version}`, `lib/${version}`].map((path) => `/usr/local/${path}`));
});

test.skipIf(existsSync(MARK) || process.getuid?.() !== 0 || !existsSync(SYSTEM_PYTHON))(
  'what is installed to /usr/local is found there, and the rest of /usr/local is not mounted',
  () => {
    const local = join(home, 'local');
    layPython(local);
    mkdirSync(join(local, 'share'));
    writeFileSync(join(local, 'share', basename(MARK)), '');
    chmodSync(home, 0o755); // the overlay keeps the modes of what it shows, not of what lies above it
    const report = join(home, 'report.json');
    const suite = `test/hosts/${basename(import.meta.filename)}`;
    const words = vitestWords([suite], report, {
      'Node as nvm': 'tried before',
      'Python as pyenv': 'tried before',
      'Rust as rustup': 'tried before',
    });
    const script = `mount -t overlay -o "lowerdir=${local}:/usr/local" overlay /usr/local && exec "$@"`;
    try {
      execFileSync('unshare', ['--mount', 'sh', '-c', script, 'sh', process.execPath, ...words], {
        cwd: CHECKOUT,
        stdio: 'pipe',
      });
    } catch {
      // the report tells which test failed
    }
    expect(readReport(report)).toEqual({ passedCount: 1, failures: [] });
  },
);
