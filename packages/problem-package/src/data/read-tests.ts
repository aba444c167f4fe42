/** The tests of a package, with the arguments that their groups give them, and the groups of a scored problem. */
import type { TestGroup } from '@letscode/core';
import type { PackageTest, SampleInteraction } from '../contract.js';
import type { ProblemYaml } from '../problem-yaml.js';
import { type DataFolder, isFolder, readDataTree } from './data-tree.js';
import { type GroupSettings, NO_SETTINGS, type SettingsContext, settingsBelow } from './group-settings.js';
import { legacyGroups } from './legacy-groups.js';
import { modernGroups } from './modern-groups.js';

export interface ReadTestsOptions {
  format: ProblemYaml['format'];
  grading: ProblemYaml['grading'];
  /** The problem's own validator flags, before those of groups. */
  validatorFlags: readonly string[];
  isScored: boolean;
  isInteractive: boolean;
  givesScores: boolean;
}

export interface TestData {
  tests: PackageTest[];
  groups?: TestGroup[];
  sampleInteractions: SampleInteraction[];
  needsGrader: boolean;
}

export function readTests(context: SettingsContext, options: ReadTestsOptions): TestData {
  const isLegacy = options.format === 'legacy';
  // Drafts of the newer format called it as the legacy one does.
  const settingsNames = isLegacy ? ['testdata.yaml'] : ['test_group.yaml', 'testdata.yaml'];
  const { root, sampleInteractions } = readDataTree(context.folder, {
    findings: context.findings,
    settingsNames,
    isInteractive: options.isInteractive,
  });
  const tests = argumentsGiven(root, settingsBelow(NO_SETTINGS, root.settingsEntry, context), context, options);
  const data: TestData = { tests, sampleInteractions, needsGrader: false };
  if (!options.isScored) return data;
  if (!isLegacy && !isGradedAsLegacy(root, context)) return { ...data, groups: modernGroups(root, context) };
  return { ...data, ...legacyGroups(root, NO_SETTINGS, { context, ...options }) };
}

/** Drafts of the newer format had the legacy one's grading: nothing but its keys in the files of settings. */
function isGradedAsLegacy(root: DataFolder, context: SettingsContext): boolean {
  const all = [root, ...foldersBelow(root)].map(({ settingsEntry }) =>
    settingsBelow(NO_SETTINGS, settingsEntry, context),
  );
  const isModern = all.some(({ modern }) => modern.aggregation !== undefined || modern.maxScore !== undefined);
  return !isModern && all.some(({ legacy }) => Object.keys(legacy).length > 0);
}

function foldersBelow(folder: DataFolder): DataFolder[] {
  return folder.children.filter(isFolder).flatMap((child) => [child, ...foldersBelow(child)]);
}

/** All tests below a folder, in order, each with its arguments. */
function argumentsGiven(
  folder: DataFolder,
  settings: GroupSettings,
  context: SettingsContext,
  options: ReadTestsOptions,
): PackageTest[] {
  return folder.children.flatMap((child) => {
    const own = settingsBelow(settings, child.settingsEntry, context);
    if (isFolder(child)) return argumentsGiven(child, own, context, options);
    const { test } = child;
    const { args = [], validatorArgs = [] } = own;
    // The legacy format adds a group's flags to the problem's; the newer one has none of the problem's.
    if (validatorArgs.length > 0) test.validatorArgs = [...options.validatorFlags, ...validatorArgs];
    if (args.length > 0 && !test.args) test.args = args;
    return [test];
  });
}
