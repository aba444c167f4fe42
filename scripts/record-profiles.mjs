/**
 * Records which system calls the accepted programs of a language make, for
 * whoever writes or narrows a seccomp profile. A developer's tool:
 *
 *   node scripts/record-profiles.mjs [--only-features] [LANGUAGE…]      all languages when none is named
 *
 * Programs: packages/sandbox/profiles/programs/LANGUAGE (one named broken…
 * must not compile), the language's preparation and proof, and every submission
 * under problems/…/submissions/accepted, compiled and run on all its tests.
 * `default` stands for programs that start others; it is written in C.
 *
 * Writes packages/sandbox/profiles/recorded/PROFILE.json. A call stands there as
 * its name and the arguments that the recorder watches (src/recorder.ts), with
 * the programs that made it. What named languages made is recorded anew; what
 * the others made under the same profile stays.
 *
 * Everything else about isolation is in force, but system calls are not
 * filtered meanwhile: record only programs that you trust as far as that.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { basename, delimiter, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '@letscode/core';
import { compileProgram, createJudge, judgingTaskOfPackage, prepareToolchain, runProgram } from '@letscode/judge';
import { languageOfFile, loadLanguages, resolveLanguage } from '@letscode/languages';
import { readPackage } from '@letscode/problem-package';
import { openRecorder } from '../packages/sandbox/dist/recorder.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = join(ROOT, 'packages/sandbox/profiles/programs');
const RECORDED = join(ROOT, 'packages/sandbox/profiles/recorded');
const EVERY_CALL_NAMES = 3;
const MIB = 1024 * 1024;

/** Room for a program whose calls each take a hundred times as long. */
const LIMITS = {
  ...DEFAULT_LIMITS,
  cpuTimeMs: 60_000,
  wallTimeMs: 180_000,
  memoryBytes: 1024 * MIB,
  diskBytes: 64 * MIB,
};

const args = process.argv.slice(2);
const onlyFeatures = args.includes('--only-features');
const wanted = args.filter((arg) => !arg.startsWith('--'));

const scratch = await mkdtemp(join(tmpdir(), 'letscode-record-'));
const recorder = await openRecorder();
/** profile → call → programs */
const calls = new Map();
const refused = new Map();
let programCount = 0;
let failed = 0;

try {
  const searchPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  const found = await Promise.all(loadLanguages().map((definition) => resolveLanguage(definition, { searchPath })));
  const languages = found.flatMap((resolution) => (resolution.ok ? [resolution.definition] : []));
  for (const id of wanted.length > 0 ? wanted : [...languages.map((language) => language.id), 'default']) {
    const language = id === 'default' ? startingOthers(languages) : languages.find((each) => each.id === id);
    if (!language) throw new Error(`the language ${id} is not here`);
    const prepared = await recordPreparation(language, id, false);
    const all = [...languages.filter((each) => each.id !== id), prepared];
    await recordFeatures(prepared, id);
    if (id !== 'default') await recordProof(prepared, all);
    if (id !== 'default' && !onlyFeatures) await recordSubmissions(prepared, all);
    if (language.run.ahead) await recordFeatures(await recordPreparation(language, id, true), id);
    await writeRecorded(id);
  }
} finally {
  await recorder.close();
  await rm(scratch, { recursive: true, force: true });
}
process.stdout.write(`${programCount} programs, ${failed} that did not end as they should\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** C under the profile `default`, with a shell and its tools in the root. */
function startingOthers(languages) {
  const c = languages.find((each) => each.id === 'c');
  const root = ['/usr/bin', '/bin', '/usr/lib', '/lib', '/lib64'];
  return { ...c, run: { ...c.run, profile: 'default', root } };
}

/** With what is made once for the toolchain; `startsAhead`: its interpreter waits for its runs. */
async function recordPreparation(language, id, startsAhead) {
  const options = { runner: recorder, cacheFolder: join(scratch, 'prepared'), now: Date.now, startsAhead };
  const { language: prepared, reason } = await prepareToolchain(language, options);
  finish(`preparation of ${id}${startsAhead ? ', started ahead' : ''}`, id, reason === undefined, reason);
  return prepared;
}

async function recordFeatures(language, id) {
  const folder = join(PROGRAMS, id);
  for (const name of existsSync(folder) ? (await readdir(folder)).sort() : []) {
    const content = await readFile(join(folder, name), 'utf8');
    const hostFolder = await mkdtemp(join(scratch, 'feature-'));
    const label = `programs/${id}/${name}`;
    const program = await compileProgram({
      runner: recorder,
      language,
      sources: [{ name: `main${extname(name)}`, content }],
      hostFolder,
    });
    const broken = name.startsWith('broken');
    if (broken || program.result?.ok === false) {
      finish(label, id, broken && program.result?.ok === false, program.result?.output ?? 'it was not compiled');
      continue;
    }
    const hostStdinPath = join(hostFolder, 'stdin');
    await writeFile(hostStdinPath, '1 2\n3\n');
    const run = await runProgram({
      runner: recorder,
      program,
      limits: LIMITS,
      hostStdinPath,
      hostOutputStem: join(hostFolder, 'run'),
    });
    const printed = await textOf(run.hostStdoutPath);
    const good = run.report.exit.kind === 'exited' && run.report.exit.code === 0 && printed.trim() === 'ok';
    finish(label, id, good, `${JSON.stringify(run.report.exit)} ${printed} ${await textOf(run.hostStderrPath)}`);
  }
}

/** A run that printed nothing leaves no file. */
async function textOf(path) {
  return existsSync(path) ? readFile(path, 'utf8') : '';
}

async function recordProof(language, languages) {
  const judge = createJudge({ runner: recorder, languages, scratchFolder: scratch, laneCount: 1 });
  const { code, input, output } = language.proof;
  const response = await judge.runTests({ code, language: language.id, input }, undefined);
  finish(`proof of ${language.id}`, language.id, response.output.trim() === output.trim(), JSON.stringify(response));
}

async function recordSubmissions(language, languages) {
  const judge = createJudge({ runner: recorder, languages, scratchFolder: scratch, laneCount: 1 });
  for (const name of (await readdir(join(ROOT, 'problems'))).sort()) {
    const problem = await readPackage(join(ROOT, 'problems', name));
    const task = judgingTaskOfPackage(problem);
    const ample = { ...task, limits: { ...task.limits, cpuTimeMs: LIMITS.cpuTimeMs, wallTimeMs: LIMITS.wallTimeMs } };
    for (const submission of problem.submissions) {
      const its = submission.files
        .map((file) => languageOfFile(file.name, languages))
        .find((each) => each !== undefined);
      if (!submission.path.includes('accepted/') || its?.id !== language.id) continue;
      const files = await Promise.all(
        submission.files.map(async (file) => ({ name: file.name, content: await readFile(file.hostPath) })),
      );
      const { verdict } = await judge.judge({ language: language.id, code: '', files }, ample);
      finish(
        `problems/${name}/${basename(submission.path)}`,
        language.id,
        verdict.status === 'Accepted',
        JSON.stringify(verdict),
      );
    }
  }
}

/** Books what the recorder has heard since the last program. */
function finish(label, languageId, good, otherwise) {
  programCount++;
  process.stdout.write(`${good ? 'recorded' : 'FAILED  '} ${label}\n`);
  if (!good) {
    failed++;
    process.stdout.write(`${otherwise}\n`);
  }
  for (const { profile, call, arguments: words, outcome } of recorder.take()) {
    const passed = outcome === 'allow' || outcome === 'beyond';
    const books = passed ? calls : refused;
    const key = [call, ...words].join(' ');
    if (outcome === 'beyond') process.stdout.write(`  ${profile} does not allow ${key}\n`);
    if (!books.has(profile)) books.set(profile, new Map());
    const book = books.get(profile);
    if (!book.has(key)) book.set(key, new Map());
    const programs = book.get(key);
    programs.set(languageId, [...new Set([...(programs.get(languageId) ?? []), label])]);
  }
}

async function writeRecorded(languageId) {
  await mkdir(RECORDED, { recursive: true });
  for (const profile of new Set([...calls.keys(), ...refused.keys()])) {
    const path = join(RECORDED, `${profile}.json`);
    const before = existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : { languages: {} };
    const languages = { ...before.languages };
    if (!madeBy(calls, profile, languageId) && !madeBy(refused, profile, languageId)) continue;
    languages[languageId] = {
      recordedWith: machine(),
      calls: bookOf(calls.get(profile), languageId),
      refused: bookOf(refused.get(profile), languageId),
    };
    await writeFile(path, `${JSON.stringify({ languages }, null, 2)}\n`);
  }
}

function madeBy(books, profile, languageId) {
  return [...(books.get(profile)?.values() ?? [])].some((programs) => programs.has(languageId));
}

/** Call → a few of the programs that made it, and how many more there are. */
function bookOf(book = new Map(), languageId) {
  const rows = [...book].filter(([, programs]) => programs.has(languageId)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    rows.map(([call, programs]) => {
      const names = programs.get(languageId);
      const shown = names.slice(0, EVERY_CALL_NAMES).join(', ');
      return [call, names.length > EVERY_CALL_NAMES ? `${shown} and ${names.length - EVERY_CALL_NAMES} more` : shown];
    }),
  );
}

function machine() {
  const library = execFileSync('ldd', ['--version'], { encoding: 'utf8' })
    .split('\n')[0]
    .replace(/^ldd \((.*)\) .*$/, '$1');
  return `${process.arch}, Linux ${release().replace(/^(\d+\.\d+).*/, '$1')}, ${library}`;
}
