/** What users see of a package: statements, samples, limits, groups, files to download. */
import { open } from 'node:fs/promises';
import { bestScoreOf, groupsBelow, type ProblemDetail, type Sample, testsBelow, treeOfGroups } from '@letscode/core';
import { checkerOfPackage, limitsOfPackage } from '@letscode/judge';
import {
  type PackageFile,
  type PackageTest,
  type ProblemPackage,
  statementAsMarkdown,
} from '@letscode/problem-package';
import type { StatementText } from '@letscode/store';
import type { FoundFile } from './package-files.js';

/** Longest sample shown on a problem's page; the judge always uses the whole. */
const SHOWN_SAMPLE_BYTES = 64 * 1024;

/** A statement with the pictures that it shows, by the names that it calls them by. */
export interface ShownStatement extends StatementText {
  images: PackageFile[];
}

/** English first, then in the order of the package. */
export function readStatementTexts(pkg: ProblemPackage): ShownStatement[] {
  const texts: ShownStatement[] = [];
  for (const statement of [...pkg.statements].sort(
    (a, b) => Number(b.language === 'en') - Number(a.language === 'en'),
  )) {
    if (texts.some(({ language }) => language === statement.language)) continue;
    const { markdown, images } = statementAsMarkdown(statement, { constants: pkg.constants });
    const title = pkg.titles[statement.language] ?? pkg.title;
    texts.push({ language: statement.language, title, text: markdown, images });
  }
  return texts;
}

/** @param files the package's, with their public names */
export async function readDetail(
  pkg: ProblemPackage,
  statements: readonly StatementText[],
  files: readonly FoundFile[],
): Promise<ProblemDetail> {
  const limits = limitsOfPackage(pkg.limits);
  const [first] = statements;
  const attachments = files.flatMap(({ publicName, byteCount }) =>
    publicName?.startsWith('attachments/') ? [{ name: publicName, byteCount }] : [],
  );
  const { scored, interactive, multiPass } = pkg.kind;
  return {
    id: pkg.id,
    title: first?.title ?? pkg.title,
    ...(pkg.difficulty === undefined ? {} : { difficulty: pkg.difficulty }),
    tags: pkg.keywords,
    triedCount: 0,
    solvedCount: 0,
    statement: first?.text ?? '',
    statementLanguage: first?.language ?? 'en',
    ...(statements.length > 1
      ? { statementLanguages: statements.map(({ language, title }) => ({ language, title })) }
      : {}),
    samples: await readSamples(pkg),
    testCount: pkg.tests.length,
    limits: { cpuTimeMs: limits.cpuTimeMs, memoryBytes: limits.memoryBytes, outputBytes: limits.outputBytes },
    ...(pkg.author === undefined ? {} : { author: pkg.author }),
    ...(pkg.source === undefined ? {} : { source: pkg.source }),
    ...(pkg.license === undefined ? {} : { license: pkg.license }),
    ...(scored || interactive || multiPass ? { kind: { scored, interactive, multiPass } } : {}),
    ...(scored ? groupsOf(pkg) : {}),
    ...(pkg.sampleInteractions.length > 0 ? { sampleInteractions: pkg.sampleInteractions } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(isForTheDefaultChecker(pkg) ? comparisonOf(pkg) : {}),
    ...(pkg.languages ? { languages: pkg.languages } : {}),
  };
}

/**
 * Whether a sample is judged by one run of what the user wrote and the problem's own comparison, so that a browser
 * can do it: no sources of the author's in the program, no settings of a sample's own.
 */
function isForTheDefaultChecker(pkg: ProblemPackage): boolean {
  if (pkg.kind.interactive || pkg.kind.multiPass || Object.keys(pkg.includes).length > 0) return false;
  const isPlain = (test: PackageTest) => !test.validatorArgs && !test.args && test.hostFilesPath === undefined;
  return pkg.tests.every((test) => !test.isSample || isPlain(test));
}

function comparisonOf(pkg: ProblemPackage): Pick<ProblemDetail, 'comparison'> {
  const checker = checkerOfPackage(pkg);
  if (checker.kind !== 'default') return {};
  const { kind: _, ...comparison } = checker;
  return { comparison };
}

function groupsOf(pkg: ProblemPackage): Pick<ProblemDetail, 'groups' | 'maxScore'> {
  const tree = treeOfGroups(
    pkg.tests.map(({ name }) => name),
    pkg.groups ?? [],
  );
  const isLegacy = pkg.format === 'legacy' || pkg.format === 'domjudge';
  const scoresAreGiven = isLegacy ? pkg.validation.givesScores === true : pkg.validation.kind === 'custom';
  const maxScore = bestScoreOf(tree, scoresAreGiven);
  const groups = groupsBelow(tree).map((node) => {
    const most = bestScoreOf(node, scoresAreGiven);
    const testCount = testsBelow(node).length;
    return { name: node.group.name, testCount, ...(most === undefined ? {} : { maxScore: most }) };
  });
  return { groups, ...(maxScore === undefined ? {} : { maxScore }) };
}

async function readSamples(pkg: ProblemPackage): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const test of pkg.tests) {
    // A conversation says more than the input of an interactor.
    if (!test.isSample || pkg.sampleInteractions.some(({ name }) => name === test.name)) continue;
    const input = await startOf(test.hostShownInputPath ?? test.hostInputPath);
    const output = await startOf(test.hostShownAnswerPath ?? test.hostAnswerPath);
    samples.push({ name: test.name, input, output });
  }
  return samples;
}

async function startOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SHOWN_SAMPLE_BYTES), 0, SHOWN_SAMPLE_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
