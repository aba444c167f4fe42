/**
 * A legacy package as one of 2025-09.
 *
 *     problem.yaml                       written anew
 *     problem_statement/                 statement/, with the language in every name
 *     output_validators/                 output_validator/
 *     testdata.yaml, validator_flags     test_group.yaml of sample, secret and groups; .yaml of single tests
 *     submissions/                       kept; folders that 2025-09 doesn't know stand in submissions.yaml
 *
 * Groups have a counterpart where secret adds up the scores of folders of tests, each of which is worth the
 * same for every one of its tests (`min`) or a share a test (`sum`). Others are refused: no score is better than a wrong one.
 */
import { createHash } from 'node:crypto';
import type { TestGroup } from '@letscode/core';
import { stringify } from 'yaml';
import type { PackageNote, PackageTest, ProblemPackage } from '../contract.js';
import { type PackageFolder, packageFault } from '../package-folder.js';
import type { OutgoingFile } from './outgoing-file.js';

const KNOWN_FOLDERS = ['accepted', 'rejected', 'wrong_answer', 'time_limit_exceeded', 'run_time_error', 'brute_force'];
const LOST = ['graders', '.timelimit', 'domjudge-problem.ini'];

export function convertLegacy(
  problem: ProblemPackage,
  folder: PackageFolder,
  own: readonly OutgoingFile[],
): { files: OutgoingFile[]; notes: PackageNote[] } {
  const notes: PackageNote[] = [];
  const validator = problem.validation.hostPath?.slice(problem.hostPath.length + 1);
  const files = own.flatMap((file): OutgoingFile[] => {
    const { path } = file;
    const [top] = path.split('/');
    if (path === 'problem.yaml' || LOST.includes(top as string) || path.startsWith('include/default/')) return [];
    if (/(?:^|\/)testdata\.yaml$/.test(path)) {
      if (
        /input_validator_flags/.test(folder.readText({ name: '', path, isFolder: false, hostPath: hostPathOf(file) }))
      )
        notes.push({ severity: 'warning', where: path, message: 'input_validator_flags are not taken over' });
      return [];
    }
    if (top === 'problem_statement') return [{ ...file, path: statementPath(path) }];
    if (validator && path === validator)
      return [{ ...file, path: `output_validator/${path.slice(path.lastIndexOf('/') + 1)}` }];
    if (validator && path.startsWith(`${validator}/`))
      return [{ ...file, path: `output_validator${path.slice(validator.length)}` }];
    return top === 'output_validators' || top === 'output_validator' ? [] : [file];
  });
  const made: [string, unknown][] = [
    ['problem.yaml', metadataOf(problem)],
    ...settingsOf(problem),
    ...submissionsOf(problem),
  ];
  const texts = made.map(([path, value]): OutgoingFile => ({ path, content: { text: stringify(value) } }));
  const paths = files.map(({ path }) => path);
  // problem.tex and problem.en.tex would be one file.
  return { files: [...texts, ...files.filter(({ path }, index) => paths.indexOf(path) === index)], notes };
}

const hostPathOf = ({ content }: OutgoingFile): string => ('hostPath' in content ? content.hostPath : '');

function statementPath(path: string): string {
  return path.replace(/^problem_statement\//, 'statement/').replace(/\/problem\.(tex|md|pdf)$/, '/problem.en.$1');
}

function metadataOf(problem: ProblemPackage): object {
  const {
    kind,
    limits,
    titles,
    titles: { en },
  } = problem;
  const types = [
    kind.scored ? 'scoring' : 'pass-fail',
    kind.interactive && 'interactive',
    kind.multiPass && 'multi-pass',
  ];
  const mebibytes = (bytes: number | undefined) => (bytes === undefined ? undefined : Math.ceil(bytes / 1024 ** 2));
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const named = Object.keys(titles).length > 0 ? titles : { en: problem.title };
  const authors = problem.author?.split(/,\s*|\s+and\s+/).filter(Boolean);
  return withoutHoles({
    problem_format_version: '2025-09',
    type: types.filter(Boolean),
    name: en !== undefined && Object.keys(named).length === 1 ? en : named,
    uuid: problem.uuid ?? uuidOf(problem),
    credits: authors && { authors },
    source: problem.sourceUrl === undefined ? problem.source : { name: problem.source, url: problem.sourceUrl },
    license: problem.license,
    rights_owner: problem.rightsOwner,
    keywords: problem.keywords.length > 0 ? problem.keywords : undefined,
    difficulty: problem.difficulty,
    limits: withoutHoles({
      time_multipliers: { ac_to_time_limit: limits.acceptedToLimit, time_limit_to_tle: limits.limitToTooSlow },
      time_limit: seconds(limits.cpuTimeMs),
      // A time limit has to be a multiple of the resolution.
      time_resolution: limits.cpuTimeMs === undefined || limits.cpuTimeMs % 1000 === 0 ? undefined : 0.001,
      memory: mebibytes(limits.memoryBytes),
      output: mebibytes(limits.outputBytes),
      compilation_memory: mebibytes(limits.compileMemoryBytes),
      compilation_time: seconds(limits.compileTimeMs),
      validation_memory: mebibytes(limits.validationMemoryBytes),
      validation_time: seconds(limits.validationTimeMs),
      validation_passes: limits.passCount,
    }),
  });
}

function withoutHoles(map: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** The format wants one; that of the same problem is always the same. */
function uuidOf({ id, title }: ProblemPackage): string {
  const hex = createHash('sha256').update(`${id}\n${title}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function settingsOf(problem: ProblemPackage): [string, unknown][] {
  const { tests, groups = [], validation } = problem;
  const scored = groups.filter(({ name }) => name.startsWith('secret/'));
  if (groups.length > 0) refuseOddGroups(groups, problem);
  const settings = new Map<string, Record<string, unknown>>();
  const homeOf = (test: PackageTest): string =>
    scored.find(({ name }) => test.name.startsWith(`${name}/`))?.name ?? test.name.slice(0, test.name.indexOf('/'));
  for (const test of tests) {
    const args = test.validatorArgs ?? validation.flags;
    const home = homeOf(test);
    const ofHome = settings.get(home) ?? (args.length > 0 ? { output_validator_args: args } : {});
    settings.set(home, ofHome);
    if (String(ofHome.output_validator_args ?? '') !== String(args))
      settings.set(test.name, { output_validator_args: args });
  }
  for (const group of scored) {
    const testCount = tests.filter((test) => homeOf(test) === group.name).length;
    const max = group.scoreRule === 'sum' ? group.acceptScore * testCount : group.acceptScore;
    settings.set(group.name, { max_score: max, score_aggregation: group.scoreRule, ...settings.get(group.name) });
  }
  const sum = scored.reduce((total, { name }) => total + Number(settings.get(name)?.max_score), 0);
  if (scored.length > 0 && sum !== 100) settings.set('secret', { max_score: sum, ...settings.get('secret') });
  const testNames = new Set(tests.map(({ name }) => name));
  return [...settings]
    .filter(([, value]) => Object.keys(value).length > 0)
    .map(([name, value]) => [testNames.has(name) ? `data/${name}.yaml` : `data/${name}/test_group.yaml`, value]);
}

function refuseOddGroups(groups: readonly TestGroup[], { kind, tests, validation }: ProblemPackage): void {
  const whole = groups.find(({ name }) => name === '');
  const secret = groups.find(({ name }) => name === 'secret');
  const parts = groups.filter(({ name }) => name.startsWith('secret/'));
  const sampleScores = groups.filter(({ name }) => name === 'sample').some(({ acceptScore }) => acceptScore !== 0);
  const isKept =
    !kind.minimizesScore &&
    !validation.givesScores &&
    groups.every(({ customGraderArgs, rejectScore }) => !customGraderArgs && rejectScore === 0) &&
    secret?.scoreRule === 'sum' &&
    (whole?.ignoresSamples || !sampleScores) &&
    parts.length > 0 &&
    parts.every(({ name, scoreRule, acceptScore }) => {
      const isFlat = !parts.some((other) => other.name.startsWith(`${name}/`));
      return (
        isFlat && Number.isInteger(acceptScore) && acceptScore >= 0 && (scoreRule === 'min' || scoreRule === 'sum')
      );
    }) &&
    tests.every(({ name, isSample }) => isSample || parts.some((part) => name.startsWith(`${part.name}/`)));
  if (!isKept)
    throw packageFault('data', 'its test groups have no counterpart in 2025-09; write test_group.yaml by hand');
}

/** Folders that 2025-09 gives no meaning. */
function submissionsOf({ submissions }: ProblemPackage): [string, unknown][] {
  const folders = [...new Set(submissions.map(({ path }) => path.split('/')[1] as string))];
  const unknown = folders.filter((name) => !KNOWN_FOLDERS.includes(name));
  if (unknown.length === 0) return [];
  const demands = unknown.map((name) => [name, { permitted: ['AC', 'WA', 'TLE', 'RTE'] }]);
  return [['submissions/submissions.yaml', Object.fromEntries(demands)]];
}
