/**
 * Groups of a scored problem in 2023-07-draft and 2025-09: test_group.yaml as rules.
 *
 *     score_aggregation  pass-fail (default) | sum (default of secret) | min
 *     max_score          number | unbounded (default; 100 for secret)
 *     require_pass       names of groups, each below data/
 *
 * A test of a `sum` group is worth its share of max_score, one of a `min` group all of it. Groups are
 * `sample`, `secret` and the folders of secret that have the file; tests in other folders belong to the
 * group around them. Once a test of a `pass-fail` or `min` group is rejected the score is 0, so the rest is skipped.
 *
 * The format knows only scores. Here a submission that earns some, but not all, is Partially Correct:
 * groups that add up are accepted as soon as one part of them is.
 */
import type { TestGroup } from '@letscode/core';
import { type DataFolder, isFolder, testsBelow } from './data-tree.js';
import { type GroupSettings, NO_SETTINGS, type SettingsContext, settingsBelow } from './group-settings.js';

type Modern = GroupSettings['modern'];

export function modernGroups(root: DataFolder, context: SettingsContext): TestGroup[] {
  const groups: TestGroup[] = [];
  let whole: TestGroup | undefined;
  for (const part of root.children.filter(isFolder)) {
    const { modern } = settingsBelow(NO_SETTINGS, part.settingsEntry, context);
    if (part.name === 'sample') groups.push(groupOf(part, { aggregation: 'pass-fail', maxScore: 0, requires: [] }));
    else {
      const secret = { maxScore: 100, aggregation: 'sum' as const, ...modern };
      const folders = part.children.filter(isFolder).filter((child) => child.settingsEntry);
      const parts = folders.map((child) => partOf(child, secret, context));
      whole = groupOf(part, secret, folders.length > 0);
      if (parts.length > 0) boundByParts(whole, parts);
      groups.push(whole, ...parts);
    }
  }
  checkRequirements(groups, context);
  const { maxScore } = whole ?? {};
  const top: TestGroup = {
    ...{ name: '', verdictRule: 'first-error', scoreRule: 'sum', acceptScore: 0, rejectScore: 0 },
    ...{ stopsAtReject: false, ignoresSamples: true, requires: [] },
    ...(maxScore === undefined ? {} : { maxScore }),
  };
  return [top, ...groups];
}

function partOf(folder: DataFolder, secret: Modern, context: SettingsContext): TestGroup {
  const { modern } = settingsBelow(NO_SETTINGS, folder.settingsEntry, context);
  const where = folder.settingsEntry?.path ?? folder.name;
  const aggregation = modern.aggregation ?? 'pass-fail';
  if (aggregation === 'pass-fail' && typeof modern.maxScore !== 'number') {
    context.findings.error(where, 'needs a max_score: a group that is passed or failed has a score that is known');
  }
  if (secret.aggregation === 'pass-fail' && aggregation !== 'pass-fail') {
    context.findings.warn(where, `score_aggregation: is ${aggregation}, but that of secret is pass-fail`);
  }
  return groupOf(folder, { ...modern, aggregation });
}

function groupOf(folder: DataFolder, modern: Modern, hasGroups = false): TestGroup {
  const { aggregation = 'sum', maxScore } = modern;
  const most = typeof maxScore === 'number' ? maxScore : undefined;
  const isAllOrNothing = aggregation === 'pass-fail' || aggregation === 'min';
  const shareCount = aggregation === 'sum' ? testsBelow(folder).length : 1;
  return {
    name: folder.name,
    verdictRule: isAllOrNothing ? 'first-error' : 'any-accepted',
    scoreRule: aggregation,
    // Without a bound the validator gives every test its score.
    acceptScore: hasGroups || most === undefined ? 0 : most / Math.max(1, shareCount),
    rejectScore: 0,
    minScore: 0,
    ...(most === undefined ? {} : { maxScore: most }),
    stopsAtReject: isAllOrNothing,
    ignoresSamples: false,
    requires: modern.requires.map((name) => name.replace(/^data\//, '').replace(/\/$/, '')),
  };
}

/** The groups may add up to less than the whole is said to give. */
function boundByParts(whole: TestGroup, parts: readonly TestGroup[]): void {
  if (whole.scoreRule === 'pass-fail') return;
  const scores = parts.map(({ maxScore }) => maxScore ?? Number.POSITIVE_INFINITY);
  const attainable =
    whole.scoreRule === 'sum' ? scores.reduce((a, b) => a + b) : scores.reduce((a, b) => Math.min(a, b));
  const most = Math.min(attainable, whole.maxScore ?? Number.POSITIVE_INFINITY);
  if (Number.isFinite(most)) whole.maxScore = most;
}

function checkRequirements(groups: TestGroup[], { findings }: SettingsContext): void {
  const earlier = new Set<string>();
  for (const group of groups) {
    const where = `data/${group.name}/test_group.yaml`;
    group.requires = group.requires.filter((name) => {
      if (earlier.has(name) && !group.name.startsWith(`${name}/`)) return true;
      // Without samples there is nothing to pass.
      if (name !== 'sample')
        findings.error(where, `require_pass: "${name}" is no group that is judged before this one`);
      return false;
    });
    earlier.add(group.name);
  }
}
