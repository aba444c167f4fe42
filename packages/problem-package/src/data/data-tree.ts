/**
 * The tree of test data: data/sample and data/secret with everything below, in the
 * order of judging: tests and folders mixed, by name without extension.
 *
 * Of one test, all by its name:
 *     .in .ans                     input and answer
 *     .out .in.statement .ans.statement    what users are shown of a sample instead
 *     .args .files .yaml           arguments, files in the working folder, settings (newer formats)
 *     .interaction                 an example conversation; needs no .in
 */
import { devNull } from 'node:os';
import type { PackageTest, SampleInteraction } from '../contract.js';
import type { Findings } from '../findings.js';
import type { PackageEntry, PackageFolder } from '../package-folder.js';
import { parseInteraction } from './interaction.js';

/** A folder of test data. */
export interface DataFolder {
  /** Path below data/: `''`, `sample`, `secret/group1`. */
  name: string;
  /** Its file of settings. */
  settingsEntry?: PackageEntry;
  /** Tests and folders in the order of judging. */
  children: (DataFolder | DataTest)[];
}

export interface DataTest {
  test: PackageTest;
  settingsEntry?: PackageEntry;
}

export interface DataTree {
  root: DataFolder;
  sampleInteractions: SampleInteraction[];
}

interface Reading {
  folder: PackageFolder;
  findings: Findings;
  /** Names of the files of settings, the first one that is there counts. */
  settingsNames: readonly string[];
  isInteractive: boolean;
  interactions: SampleInteraction[];
}

export function readDataTree(
  folder: PackageFolder,
  options: Pick<Reading, 'findings' | 'settingsNames' | 'isInteractive'>,
): DataTree {
  const reading: Reading = { folder, ...options, interactions: [] };
  const root = bare('', 'data', reading, options.settingsNames);
  root.children = ['sample', 'secret'].flatMap((name) => {
    const part = readFolder(name, reading);
    return part.children.length > 0 || part.settingsEntry ? [part] : [];
  });
  return { root, sampleInteractions: reading.interactions };
}

export const isFolder = (child: DataFolder | DataTest): child is DataFolder => 'children' in child;

/** All tests of a folder and the folders in it, in order. */
export function testsBelow(folder: DataFolder): DataTest[] {
  return folder.children.flatMap((child) => (isFolder(child) ? testsBelow(child) : [child]));
}

function bare(name: string, path: string, { folder }: Reading, settingsNames: readonly string[] = []): DataFolder {
  const entry = settingsNames.map((each) => folder.find(`${path}/${each}`)).find((each) => each && !each.isFolder);
  return { name, children: [], ...(entry ? { settingsEntry: entry } : {}) };
}

function readFolder(name: string, reading: Reading): DataFolder {
  const path = `data/${name}`;
  const entries = reading.folder.list(path);
  const own = bare(name, path, reading, reading.settingsNames);
  const files = new Map(entries.filter((entry) => !entry.isFolder).map((entry) => [entry.name, entry]));
  const folders = new Map(entries.filter((entry) => entry.isFolder).map((entry) => [entry.name, entry]));
  const children: { key: string; child: DataFolder | DataTest }[] = [];
  for (const entry of files.values()) {
    const stem = /^(.*)\.in$/s.exec(entry.name)?.[1];
    if (stem === undefined) noteLonely(entry, files, reading);
    else {
      const test = readTest({ name: `${name}/${stem}`, stem, input: entry }, { files, folders }, reading);
      if (test) children.push({ key: stem, child: test });
    }
  }
  for (const entry of folders.values()) {
    if (isFilesOfTest(entry.name, files)) continue;
    const child = readFolder(`${name}/${entry.name}`, reading);
    if (child.children.length > 0) children.push({ key: entry.name, child });
    else if (child.settingsEntry) reading.findings.warn(child.settingsEntry.path, 'belongs to a group without tests');
  }
  children.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { ...own, children: children.map(({ child }) => child) };
}

function isFilesOfTest(folderName: string, files: ReadonlyMap<string, PackageEntry>): boolean {
  return folderName.endsWith('.files') && files.has(`${folderName.slice(0, -'.files'.length)}.in`);
}

function noteLonely(entry: PackageEntry, files: ReadonlyMap<string, PackageEntry>, reading: Reading): void {
  const stem = entry.name.slice(0, entry.name.lastIndexOf('.'));
  const stemPath = entry.path.slice(0, entry.path.lastIndexOf('.'));
  if (entry.name.endsWith('.ans') && !files.has(`${stem}.in`)) {
    reading.findings.error(entry.path, `has no input; add ${stemPath}.in or remove it`);
  }
  if (!entry.name.endsWith('.interaction')) return;
  if (!entry.path.startsWith('data/sample/')) {
    reading.findings.warn(entry.path, 'is shown to nobody; only samples have example conversations');
    return;
  }
  const turns = reading.findings.attempt(() => parseInteraction(reading.folder.readText(entry), entry.path), []);
  if (turns.length > 0) reading.interactions.push({ name: stemPath.slice('data/'.length), turns });
}

interface Siblings {
  files: ReadonlyMap<string, PackageEntry>;
  folders: ReadonlyMap<string, PackageEntry>;
}

function readTest(
  { name, stem, input }: { name: string; stem: string; input: PackageEntry },
  { files, folders }: Siblings,
  reading: Reading,
): DataTest | undefined {
  const answer = files.get(`${stem}.ans`);
  if (!answer && !reading.isInteractive) {
    reading.findings.error(input.path, `has no answer; add data/${name}.ans`);
    return undefined;
  }
  const isSample = name.startsWith('sample/');
  const test: PackageTest = {
    name,
    isSample,
    hostInputPath: input.hostPath,
    hostAnswerPath: answer?.hostPath ?? devNull,
  };
  const args = files.get(`${stem}.args`);
  if (args) test.args = reading.folder.readText(args).split(/\s+/).filter(Boolean);
  const filesFolder = folders.get(`${stem}.files`);
  if (filesFolder) test.hostFilesPath = filesFolder.hostPath;
  const shownInput = files.get(`${stem}.in.statement`);
  const shownAnswer = files.get(`${stem}.ans.statement`) ?? files.get(`${stem}.out`);
  if (isSample && shownInput) test.hostShownInputPath = shownInput.hostPath;
  if (isSample && shownAnswer) test.hostShownAnswerPath = shownAnswer.hostPath;
  const settings = files.get(`${stem}.yaml`);
  return settings && !reading.settingsNames.includes(settings.name) ? { test, settingsEntry: settings } : { test };
}
