/**
 * A program can't tell an interpreter that was started ahead from one that was started for it: what it prints, how it ends
 * and what it says of its failure is the same to the letter. stand-in.c stands for the sandbox.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStarters, type LanguageDefinition, loadLanguages, resolveLanguage } from '../../src/index.js';
import { JAVA_PROGRAMS } from './java-programs.js';
import { JAVASCRIPT_PROGRAMS } from './javascript-programs.js';
import { PYTHON_PROGRAMS } from './python-programs.js';

const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/work', LANG: 'C.UTF-8', ONLINE_JUDGE: '1' };
const INPUT = '12 30\nline two\n';

let folder: string;
let standIn: string;
let startFolder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-ahead-test-'));
  writeFileSync(join(folder, 'input'), INPUT);
  standIn = join(folder, 'stand-in');
  const source = fileURLToPath(new URL('stand-in.c', import.meta.url));
  execFileSync('cc', ['-std=c17', '-Wall', '-Wextra', '-Werror', '-o', standIn, source]);
  startFolder = await buildStarters();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function definitionOf(id: string): Promise<LanguageDefinition> {
  const definition = loadLanguages().find((each) => each.id === id);
  const resolution =
    definition && (await resolveLanguage(definition, { searchPath: (process.env.PATH ?? '').split(':') }));
  if (!resolution?.ok) throw new Error(`${id} is not installed`);
  return resolution.definition;
}

interface Ending {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

function run(file: string, args: string[]): Ending {
  const input = openSync(join(folder, 'input'), 'r');
  const done = spawnSync(file, args, {
    cwd: folder,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: [input, 'pipe', 'pipe'],
    maxBuffer: 16 * 1024 * 1024,
  });
  closeSync(input);
  if (done.error) throw done.error;
  return { status: done.status, signal: done.signal, stdout: done.stdout, stderr: done.stderr };
}

/** The command of a language for one program, plainly and as it starts ahead. */
function bothWays(definition: LanguageDefinition, app: string, main: string, args: string[]): [Ending, Ending] {
  const words: Record<string, string> = { app, main, memoryMiB: '128', start: startFolder };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  const { argv, ahead } = definition.run;
  const [program, ...rest] = argv.map(fill) as [string, ...string[]];
  const options = ahead?.options.map(fill) ?? [];
  const variables = Object.entries(ahead?.env ?? {}).map(([name, text]) => `${name}=${fill(text)}`);
  return [
    run(program, [...rest, ...args]),
    run(standIn, [join(folder, 'input'), ...variables, '--', program, ...options, ...rest, ...args]),
  ];
}

/** What differs between any two runs. */
function comparable(ending: Ending): Ending {
  const clean = (text: string) =>
    text
      .replace(/0x[0-9a-f]{6,}/g, '0x')
      .replace(/(started|object at|Thread-\d+ \(\w+\), started daemon) \d{6,}/g, '$1')
      .replace(/\(node:\d+\)/g, '(node)')
      .replace(/@[0-9a-f]{5,8}\b/g, '@');
  return { ...ending, stdout: clean(ending.stdout), stderr: clean(ending.stderr) };
}

function expectSame([plain, ahead]: [Ending, Ending]): void {
  expect(ahead.stderr).not.toMatch(/^letscode: /m);
  expect(comparable(ahead)).toEqual(comparable(plain));
}

describe('Python programs that were started ahead', () => {
  it.each(PYTHON_PROGRAMS)('%s as others do', async (what, code) => {
    const definition = await definitionOf('python');
    const app = join(folder, 'python', what.replace(/\W+/g, '-'));
    mkdirSync(app, { recursive: true });
    writeFileSync(join(app, 'main.py'), code);
    const beside = /^# beside: (\w+) = (".*")$/m.exec(code);
    if (beside) writeFileSync(join(app, `${beside[1]}.py`), JSON.parse(beside[2] as string));
    expectSame(bothWays(definition, app, 'main.py', ['an argument', 'é']));
  });
});

describe('JavaScript programs that were started ahead', () => {
  it.each(JAVASCRIPT_PROGRAMS)('%s as others do', async (what, code) => {
    const definition = await definitionOf('javascript');
    const app = join(folder, 'javascript', what.replace(/\W+/g, '-'));
    mkdirSync(app, { recursive: true });
    writeFileSync(join(app, 'main.js'), code);
    const type = code.startsWith('// module\n') ? 'module' : 'commonjs';
    writeFileSync(join(app, 'package.json'), JSON.stringify({ type }));
    expectSame(bothWays(definition, app, 'main.js', ['an argument', 'é']));
  });
});

describe('Java programs that were started ahead', () => {
  let app: string;
  beforeAll(async () => {
    const definition = await definitionOf('java');
    app = join(folder, 'java');
    const files = JAVA_PROGRAMS.map(([, body, members = ''], index) => {
      const file = join(app, `p${index}`, 'Main.java');
      mkdirSync(join(app, `p${index}`), { recursive: true });
      const main = `public static void main(String[] args) throws Exception {\n${body}\n}`;
      writeFileSync(
        file,
        `package p${index};\nimport java.io.*;\nimport java.util.*;\npublic class Main {\n${members}\n${main}\n}\n`,
      );
      return file;
    });
    const javac = definition.compile?.argv[0] as string;
    execFileSync(javac, ['-encoding', 'UTF-8', '-d', app, ...files]);
  });

  it.each(JAVA_PROGRAMS.map(([what], index) => [what, index] as const))('%s as others do', async (_what, index) => {
    expectSame(bothWays(await definitionOf('java'), app, `p${index}.Main`, ['an argument', 'é']));
  });
});
