/**
 * Interpreters started ahead, in the real sandbox: the runs are as confined and as separate as others. That programs can't
 * tell is shown in packages/languages/test/ahead, with many more of them.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type RunReport, type RunSpec } from '@letscode/core';
import { buildStarters } from '@letscode/languages';
import { describe, expect, it } from 'vitest';
import { COPIED_PROGRAMS } from '../../languages/test/ahead/copied-programs.js';
import { JAVASCRIPT_PROGRAMS } from '../../languages/test/ahead/javascript-programs.js';
import { PYTHON_PROGRAMS } from '../../languages/test/ahead/python-programs.js';
import { compileProgram, runProgram } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

interface Finished {
  report: RunReport;
  spec: RunSpec;
  stdout: string;
  stderr: string;
}

/** Runs a program several times, one after the other, with the run's number as its input. */
async function runAhead(id: string, code: string, count = 1, cpuTimeMs = 20_000, isAhead = true): Promise<Finished[]> {
  const found = bench.languages.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not installed`);
  const language = isAhead ? { ...found, hostStartPath: await buildStarters() } : found;
  const hostFolder = await mkdtemp(join(bench.folder, 'ahead-'));
  const sources = [{ name: `main.${language.extension}`, content: code }];
  const program = await compileProgram({ runner: bench.sandbox, language, sources, hostFolder });
  const finished: Finished[] = [];
  for (let index = 0; index < count; index++) {
    const hostStdinPath = join(hostFolder, `${index}.in`);
    const hostOutputStem = join(hostFolder, String(index));
    await writeFile(hostStdinPath, `${index}\n`);
    let spec: RunSpec | undefined;
    const runner = {
      run: (given: RunSpec) => {
        spec = given;
        return bench.sandbox.run(given);
      },
      warm: bench.sandbox.warm.bind(bench.sandbox),
    };
    const followingCount = count - index - 1;
    const limits = { ...DEFAULT_LIMITS, cpuTimeMs, wallTimeMs: 3 * cpuTimeMs };
    const { report } = await runProgram({ runner, program, limits, hostStdinPath, hostOutputStem, followingCount });
    const text = (path: string) => readFile(path, 'utf8').catch(() => '');
    const [stdout, stderr] = [await text(`${hostOutputStem}.out`), await text(`${hostOutputStem}.err`)];
    finished.push({ report, spec: spec as RunSpec, stdout, stderr });
  }
  return finished;
}

const PYTHON = `
import os, glob
text = open('/proc/self/status').read()
print(input(), 'Seccomp:\\t2' in text, 'CapEff:\\t0000000000000000' in text, 'NoNewPrivs:\\t1' in text, os.getppid(), os.getpid() > 1)
print(os.listdir('/work'), os.listdir('/tmp'), os.getcwd(), sorted(os.environ))
open('left', 'w').close(); open('/tmp/left', 'w').close()
try: open('/start/start.so', 'a')
except OSError as e: print(e.errno)
`;

const JAVASCRIPT = `
const fs = require('fs');
const text = fs.readFileSync('/proc/self/status', 'utf8');
const has = (word) => text.includes(word);
const input = fs.readFileSync(0, 'utf8').trim();
console.log(input, has('Seccomp:\\t2'), has('CapEff:\\t0000000000000000'), has('NoNewPrivs:\\t1'), process.ppid, process.pid > 1);
console.log(fs.readdirSync('/work'), fs.readdirSync('/tmp'), process.cwd(), Object.keys(process.env).sort());
fs.writeFileSync('left', ''); fs.writeFileSync('/tmp/left', '');
try { fs.appendFileSync('/start/start.so', ''); } catch (e) { console.log(e.errno); }
`;

const JAVA = `
import java.io.*; import java.util.*;
class Main { public static void main(String[] a) throws Exception {
  String text = new String(new FileInputStream("/proc/self/status").readAllBytes());
  System.out.println(new Scanner(System.in).next() + " " + text.contains("Seccomp:\\t2") + " " + text.contains("CapEff:\\t0000000000000000") + " " + text.contains("NoNewPrivs:\\t1"));
  System.out.println(Arrays.toString(new File("/work").list()) + System.getProperty("user.dir") + new TreeMap<>(System.getenv()).keySet());
  new File("left").createNewFile();
  System.out.println(new File("/start/start.so").canWrite());
} }
`;

describe.each([
  ['python', PYTHON],
  ['javascript', JAVASCRIPT],
  ['java', JAVA],
])('An interpreter of %s that was started ahead', (id, code) => {
  it('serves one run, under all layers, and knows nothing of the one before', async () => {
    const runs = await runAhead(id, code, 3);
    const first = runs[0] as Finished;
    expect(first.spec.ahead?.how).toBe(id === 'java' ? 'started' : 'forked');
    expect(first.stdout.toLowerCase()).toMatch(/^0 true true true/);
    expect(first.stdout).not.toMatch(/LD_PRELOAD|\bleft\b/);
    for (const [index, { report, stdout, stderr }] of runs.entries()) {
      expect(report.exit, stderr).toEqual({ kind: 'exited', code: 0 });
      expect(report.layers).toHaveLength(6);
      expect(report.violations).toEqual([]);
      expect(stdout).toBe(first.stdout.replace(/^0/, String(index)));
    }
  });
});

describe('Copies of one Python interpreter', () => {
  it('draw different random numbers, and are the main thread of their own process', async () => {
    const code =
      'import os, random, threading\nprint(random.random(), threading.main_thread().native_id == os.getpid())';
    const runs = await runAhead('python', code, 4);
    for (const { stdout, stderr } of runs) expect(stdout, stderr).toMatch(/^0\.\d+(e-\d+)? True\n$/);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(runs.length);
  });

  it('know nothing of the run that was rehearsed before them', async () => {
    const code =
      'import sys, os\nprint(sorted(os.listdir("/proc/self/fd")), [n for n in ("solve", "counts", "rest") if n in globals()])\nprint([m for m in sys.modules if "rehears" in m], any("rehears" in line for line in open("/proc/self/maps")), sys.stdin.tell(), input())';
    const [plain] = await runAhead('python', code, 1, 20_000, false);
    for (const [index, { stdout, stderr }] of (await runAhead('python', code, 3)).entries()) {
      expect(stdout, stderr).toBe(plain?.stdout.replace(/0\n$/, `${index}\n`));
    }
  });
});

describe('The time of an interpreter that was started ahead', () => {
  it('is limited like any other', async () => {
    const [run] = await runAhead('python', 'while True: pass', 1, 1_000);
    expect(run?.report.exit).toEqual({ kind: 'cpu-limit' });
  });
});

/**
 * The compile step refuses two before they run. asyncio needs a socketpair, which the sandbox refuses; the warning of the
 * coroutine that is left names the line at which it is let go, and that is in start_python.py.
 */
const COMPARED = PYTHON_PROGRAMS.filter(([what]) => !/syntax error|indentation|asyncio/.test(what));

describe.each([
  ['python', COMPARED],
  ['javascript', [...JAVASCRIPT_PROGRAMS, ...COPIED_PROGRAMS]],
])('Programs of %s in boxes forked from an interpreter', (id, programs) => {
  it.each(programs)('%s as others do', async (_what, code) => {
    const [[plain], [forked]] = await Promise.all([
      runAhead(id, code, 1, 20_000, false),
      runAhead(id, code, 1, 20_000),
    ]);
    const told = (run: Finished | undefined) => {
      const clean = (text = '') =>
        text
          .replace(/0x[0-9a-f]{6,}/g, '0x')
          .replace(/started (daemon )?\d{6,}/g, 'started')
          .replace(/(?<=Last few GCs --->)[^]*?(?=<--- JS)/, '') // they tell the time
          .replace(/(?<=Native stack trace -----)[^]*/, ''); // which allocation was one too many differs
      return {
        exit: run?.report.exit,
        stdout: clean(run?.stdout),
        stderr: clean(run?.stderr),
        violations: clean(JSON.stringify(run?.report.violations)),
      };
    };
    expect(told(forked)).toEqual(told(plain));
  });
});
