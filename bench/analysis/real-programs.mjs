/**
 * The analysis on real programs: how many are read, what it costs, and how its estimates stand against what judges know.
 *
 *     npx tsc -b packages/analysis
 *     node bench/analysis/real-programs.mjs FOLDER [--all] [--json] [--list WHAT]
 *
 * Every file below FOLDER with the extension of a language that is read counts once, whatever the layout. What a program
 * is known to get is told by the nearest folder above it that is named for a verdict (`accepted`, `time_limit_exceeded`,
 * also with dashes); its problem is the folder above that. Others are tools rather than programs for a judge and count with
 * `--all` only. `--list parse | part | unsafe | input | growth` names files.
 *
 * Growth is compared within a problem and a language: of an accepted program and one that is too slow, the slow one
 * should be estimated to grow faster. Programs that are too slow by a constant factor cannot be told so, and count.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { analyzeCode, wasmDoubts } from '@letscode/analysis';

const LANGUAGES = {
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
  '.py': 'python',
  '.py3': 'python',
  '.c': 'c',
  '.cc': 'cpp',
  '.cpp': 'cpp',
  '.cxx': 'cpp',
  '.rs': 'rust',
  '.java': 'java',
  '.go': 'go',
};
/** Other work on the machine makes a round slower, never faster. */
const ROUNDS = 3;
/** The longest program that can be submitted. */
const MAX_BYTES = 256 * 1024;
const VERDICTS = /^(accepted|time_limit_exceeded|wrong_answer|run_time_error|partially_accepted|compiler_error)$/;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, json: { type: 'boolean' }, list: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('give a folder of programs');

/** Files once by content, in the order of their paths. */
async function programsBelow(root) {
  const found = [];
  const seen = new Set();
  for (const path of await filesBelow(root)) {
    const language = LANGUAGES[extname(path).toLowerCase()];
    if (!language) continue;
    const bytes = await readFile(path);
    const digest = createHash('sha256').update(language).update(bytes).digest('hex');
    if (bytes.length > MAX_BYTES || seen.has(digest)) continue;
    seen.add(digest);
    found.push({ path, language, ...placeOf(path) });
  }
  return found;
}

async function filesBelow(root) {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const paths = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(root, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) paths.push(...(await filesBelow(path)));
    else if (entry.isFile()) paths.push(path);
  }
  return paths;
}

function placeOf(path) {
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) {
    const verdict = basename(at).toLowerCase().replaceAll('-', '_');
    if (VERDICTS.test(verdict)) return { verdict, problem: dirname(at) };
  }
  return { verdict: undefined, problem: undefined };
}

/** Reads and analyses one file, the least of ROUNDS times each. It was read before, so both times are of memory. */
async function measure(program) {
  const measured = { readMs: Number.POSITIVE_INFINITY, analysisMs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    const readFrom = performance.now();
    const code = await readFile(program.path, 'utf8');
    measured.readMs = Math.min(measured.readMs, performance.now() - readFrom);
    const analysedFrom = performance.now();
    measured.facts = await analyzeCode(code, program.language);
    measured.analysisMs = Math.min(measured.analysisMs, performance.now() - analysedFrom);
    measured.doubts = wasmDoubts(program.language, code);
  }
  return { ...program, ...measured };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function growthRank({ facts: { growth } }) {
  return growth.isExponential ? 1_000 : growth.degree * 10 + Math.min(9, growth.logCount);
}

/** Of each problem and language: whether too slow programs are estimated above accepted ones, pair by pair. */
function pairsOf(measured) {
  const pairs = { above: 0, equal: 0, below: [] };
  const slow = measured.filter(({ verdict }) => verdict === 'time_limit_exceeded');
  for (const one of slow) {
    for (const other of measured) {
      if (other.verdict !== 'accepted' || other.problem !== one.problem) continue;
      const difference = growthRank(one) - growthRank(other);
      if (difference > 0) pairs.above += 1;
      else if (difference === 0) pairs.equal += 1;
      else pairs.below.push([one, other]);
    }
  }
  return pairs;
}

function summaryOf(language, measured) {
  const count = (holds) => measured.filter(holds).length;
  const compiles = measured.filter(({ verdict }) => verdict !== undefined && verdict !== 'compiler_error');
  const accepted = measured.filter(({ verdict }) => verdict === 'accepted');
  const slow = measured.filter(({ verdict }) => verdict === 'time_limit_exceeded');
  const share = (list, holds) => (list.length === 0 ? undefined : list.filter(holds).length / list.length);
  const isComplex = ({ facts }) => facts.complex.holds;
  const pairs = pairsOf(measured);
  return {
    language,
    programs: measured.length,
    readWhole: count(({ facts }) => facts.coverage === 'whole'),
    parseTrouble: compiles.filter(({ facts }) => !facts.parses).length,
    judged: compiles.length,
    unsafe: count(({ facts }) => facts.unsafe.length > 0),
    noInput: accepted.filter(({ facts }) => facts.inputStyles.length === 0).length,
    accepted: accepted.length,
    tooSlow: slow.length,
    acceptedSimple: share(accepted, ({ facts }) => facts.simple.holds),
    acceptedComplex: share(accepted, isComplex),
    tooSlowComplex: share(slow, isComplex),
    forBrowser: share(
      measured,
      ({ facts, doubts }) => facts.safe.holds && facts.browserCompatible.holds && !doubts.length,
    ),
    pairs: { above: pairs.above, equal: pairs.equal, below: pairs.below.length },
    readMs: {
      median: quantile(
        measured.map((one) => one.readMs),
        0.5,
      ),
      p95: quantile(
        measured.map((one) => one.readMs),
        0.95,
      ),
    },
    analysisMs: {
      median: quantile(
        measured.map((one) => one.analysisMs),
        0.5,
      ),
      p95: quantile(
        measured.map((one) => one.analysisMs),
        0.95,
      ),
      most: quantile(
        measured.map((one) => one.analysisMs),
        1,
      ),
    },
  };
}

/** Files that a reader wants to look at, by what is odd about them. */
const LISTS = {
  parse: (all) =>
    all
      .filter(({ facts, verdict }) => !facts.parses && verdict && verdict !== 'compiler_error')
      .map(({ path, facts }) => `${path}:${facts.firstError?.line}:${facts.firstError?.column}`),
  part: (all) =>
    all
      .filter(({ facts }) => facts.coverage !== 'whole')
      .map(({ path, facts }) => `${path}  ${facts.size.byteCount} B, ${facts.size.stepCount} steps`),
  unsafe: (all) =>
    all
      .filter(({ facts }) => facts.unsafe.length > 0)
      .map(({ path, facts }) => `${path}  ${facts.unsafe.map(({ what, line }) => `${what}:${line}`).join(' ')}`),
  input: (all) =>
    all
      .filter(({ facts, verdict }) => verdict === 'accepted' && facts.inputStyles.length === 0)
      .map(({ path }) => path),
  growth: (all) =>
    pairsOf(all).below.map(
      ([slow, fast]) => `${slow.path} ${slow.facts.growth.notation}  <  ${fast.path} ${fast.facts.growth.notation}`,
    ),
};

const programs = (await programsBelow(folder)).filter(({ verdict }) => values.all || verdict !== undefined);
const measured = [];
// The grammars are loaded and warm before anything is timed.
for (const language of new Set(programs.map((one) => one.language))) {
  for (const program of programs.filter((one) => one.language === language).slice(0, 5)) await measure(program);
}
for (const program of programs) measured.push(await measure(program));

if (values.list !== undefined) {
  const list = LISTS[values.list];
  if (!list) throw new Error(`--list takes ${Object.keys(LISTS).join(', ')}`);
  for (const language of new Set(measured.map((one) => one.language)))
    for (const line of list(measured.filter((one) => one.language === language))) console.log(`${language}  ${line}`);
} else {
  const languages = [...new Set(measured.map((one) => one.language))].sort();
  const summaries = languages.map((language) =>
    summaryOf(
      language,
      measured.filter((one) => one.language === language),
    ),
  );
  if (values.json) console.log(JSON.stringify(summaries, undefined, 2));
  else print(summaries);
}

function print(summaries) {
  const percent = (share) => (share === undefined ? '–' : `${(share * 100).toFixed(0)} %`);
  console.log(
    'language    programs  whole  parse trouble  unsafe  no input seen  simple  complex  slow: complex  in browser',
  );
  for (const one of summaries) {
    const cells = [
      [one.programs, 10],
      [one.readWhole, 7],
      [`${one.parseTrouble} of ${one.judged}`, 15],
      [one.unsafe, 8],
      [`${one.noInput} of ${one.accepted}`, 15],
      [percent(one.acceptedSimple), 8],
      [percent(one.acceptedComplex), 9],
      [percent(one.tooSlowComplex), 15],
      [percent(one.forBrowser), 12],
    ];
    console.log(one.language.padEnd(10) + cells.map(([text, width]) => String(text).padStart(width)).join(''));
  }
  console.log('\nlanguage    slow above / as / below accepted   read median, p95     analysis median, p95, most (ms)');
  for (const { language, pairs, readMs, analysisMs } of summaries) {
    const compared = `${pairs.above} / ${pairs.equal} / ${pairs.below}`;
    const figures = [readMs.median, readMs.p95].map((ms) => ms.toFixed(2)).join(', ');
    const cost = [analysisMs.median, analysisMs.p95, analysisMs.most].map((ms) => ms.toFixed(2)).join(', ');
    console.log(`${language.padEnd(10)}${compared.padStart(36)}${figures.padStart(19)}${cost.padStart(28)}`);
  }
}
