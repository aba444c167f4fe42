/**
 * Groups of a scored problem in the legacy format: testdata.yaml as rules.
 *
 *     on_reject: break (default) | continue
 *     grading: default | custom                  custom: graders/ decides, with grader_flags as its arguments
 *     grader_flags, the last of a kind counts    worst_error (default) first_error always_accept
 *                                                sum (default) avg min max
 *                                                accept_if_any_accepted, ignore_sample (only at data/)
 *     accept_score: 1  reject_score: 0           of a test without a score of its own
 *     range: -inf +inf                           bounds of the group's score
 *
 * A group's greatest score is the least of its range and of what its children can give together,
 * so that a group of 20 points below a range of 0 to 100 is shown as one of 20.
 */
import type { TestGroup } from '@letscode/core';
import type { Findings } from '../findings.js';
import type { ProblemYaml } from '../problem-yaml.js';
import { type DataFolder, isFolder } from './data-tree.js';
import { type GroupSettings, type SettingsContext, settingsBelow } from './group-settings.js';

type Legacy = GroupSettings['legacy'];

const VERDICT_RULES: Record<string, TestGroup['verdictRule']> = {
  worst_error: 'worst-error',
  no_errors: 'worst-error',
  first_error: 'first-error',
  always_accept: 'always-accept',
};
const SCORE_RULES: Record<string, TestGroup['scoreRule']> = { sum: 'sum', avg: 'average', min: 'min', max: 'max' };

export interface LegacyGroups {
  groups: TestGroup[];
  needsGrader: boolean;
}

/**
 * @param grading what problem.yaml says in place of every testdata.yaml
 * @param givesScores whether the validator does, so that a test's score is bounded by ranges alone
 */
export function legacyGroups(
  root: DataFolder,
  outer: GroupSettings,
  options: { context: SettingsContext; grading: ProblemYaml['grading']; givesScores: boolean },
): LegacyGroups {
  const groups: TestGroup[] = [];
  addGroup(root, outer);
  return { groups, needsGrader: groups.some((group) => group.customGraderArgs !== undefined) };

  /** Answers the group's greatest score. */
  function addGroup(folder: DataFolder, around: GroupSettings): number {
    const settings = settingsBelow(around, folder.settingsEntry, options.context);
    const legacy = { ...settings.legacy, ...options.grading };
    const group = groupOf(folder, legacy, options.context.findings);
    groups.push(group);
    const scores = folder.children.map((child) => {
      if (isFolder(child)) return { name: child.name, max: addGroup(child, settings) };
      return {
        name: '',
        max: options.givesScores ? Number.POSITIVE_INFINITY : Math.max(group.acceptScore, group.rejectScore),
      };
    });
    const counted = scores.filter(({ name }) => !(group.ignoresSamples && name === 'sample')).map(({ max }) => max);
    const attainable = group.customGraderArgs ? Number.POSITIVE_INFINITY : together(counted, group.scoreRule);
    const isOwnRange = legacy.range !== undefined && legacy.range !== around.legacy.range;
    if (isOwnRange && Number.isFinite(attainable) && (group.maxScore ?? attainable) > attainable + 1e-6)
      warnOfUnreachable(group, attainable);
    const max = Math.min(group.maxScore ?? Number.POSITIVE_INFINITY, attainable);
    if (Number.isFinite(max)) group.maxScore = max;
    return max;
  }

  function warnOfUnreachable({ name, maxScore }: TestGroup, attainable: number): void {
    const where = `data/${name === '' ? '' : `${name}/`}testdata.yaml`;
    const message = `range: goes up to ${maxScore}, but all that is in it gives ${attainable} points; correct one of the two`;
    options.context.findings.warn(where, message);
  }
}

function together(scores: number[], rule: TestGroup['scoreRule']): number {
  if (scores.length === 0) return 0;
  // Not Math.max(...scores): a group may have more tests than a call may have arguments.
  if (rule === 'min') return scores.reduce((a, b) => Math.min(a, b));
  if (rule === 'max') return scores.reduce((a, b) => Math.max(a, b));
  const sum = scores.reduce((a, b) => a + b, 0);
  return rule === 'average' ? sum / scores.length : sum;
}

function groupOf(folder: DataFolder, legacy: Legacy, findings: Findings): TestGroup {
  const where = folder.settingsEntry?.path ?? (folder.name === '' ? 'data' : `data/${folder.name}`);
  const flags = legacy.graderFlags ?? [];
  const group: TestGroup = {
    name: folder.name,
    verdictRule: 'worst-error',
    scoreRule: 'sum',
    acceptScore: legacy.acceptScore ?? 1,
    rejectScore: legacy.rejectScore ?? 0,
    stopsAtReject: legacy.stopsAtReject ?? true,
    ignoresSamples: false,
    requires: [],
  };
  Object.assign(group, boundsOf(legacy.range, where, findings));
  if (legacy.isCustomGraded) return { ...group, customGraderArgs: flags };
  for (const flag of flags) {
    if (Object.hasOwn(VERDICT_RULES, flag)) group.verdictRule = VERDICT_RULES[flag] as TestGroup['verdictRule'];
    else if (Object.hasOwn(SCORE_RULES, flag)) group.scoreRule = SCORE_RULES[flag] as TestGroup['scoreRule'];
    else if (flag === 'ignore_sample') group.ignoresSamples = folder.name === '';
    else if (flag !== 'accept_if_any_accepted') {
      findings.warn(where, `grader_flags: "${flag.slice(0, 40)}" is unknown to the default grader and changes nothing`);
    }
  }
  if (flags.includes('accept_if_any_accepted') && group.verdictRule !== 'always-accept') {
    group.verdictRule = 'any-accepted';
  }
  if (group.ignoresSamples && group.stopsAtReject) {
    findings.warn(where, 'ignores samples, but stops at a rejected one; add "on_reject: continue"');
  }
  return group;
}

function boundsOf(
  range: string | undefined,
  where: string,
  findings: Findings,
): { minScore?: number; maxScore?: number } {
  if (range === undefined) return {};
  const [min, max, ...more] = range.trim().split(/\s+/).map(boundOf);
  if (min === undefined || max === undefined || more.length > 0 || !(min <= max)) {
    findings.error(where, `range: "${range.slice(0, 40)}" must be two numbers, the least and the greatest score`);
    return {};
  }
  return { ...(Number.isFinite(min) ? { minScore: min } : {}), ...(Number.isFinite(max) ? { maxScore: max } : {}) };
}

function boundOf(word: string): number {
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(word);
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return word === '' ? Number.NaN : Number(word);
}
