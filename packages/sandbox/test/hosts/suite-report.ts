/** Other suites of this package, run by a test on another host or as another user: how they are called, and what they said. */
import { readFileSync } from 'node:fs';

/** Test name (or a part of it) → why it is left out there. */
export type LeftOut = Record<string, string>;

/**
 * Words after `node`, from the checkout's folder.
 *
 * @param suites paths below packages/sandbox
 * @param reportPath where the results go, as the run sees it
 * @param attacks of the hostile programs only those whose file names match this; all when absent
 */
export function vitestWords(suites: string[], reportPath: string, leftOut: LeftOut, attacks?: RegExp): string[] {
  const names = Object.keys(leftOut).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const without = names.length > 0 ? `(?!.*(?:${names.join('|')}))` : '';
  const only = attacks ? `(?:${attacks.source} ends as its|(?!\\S+ ends as its))` : '';
  return [
    'node_modules/vitest/vitest.mjs',
    'run',
    // Without a file beside vitest.config.ts, where a plain user may write nothing.
    ...['--configLoader', 'runner', '--maxWorkers', '1', '--testTimeout', '300000', '--hookTimeout', '600000'],
    ...['--reporter', 'json', '--outputFile', reportPath],
    ...['--testNamePattern', `^${without}${only}`],
    ...suites.map((suite) => `packages/sandbox/${suite}`),
  ];
}

interface VitestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

export interface SuiteOutcome {
  passedCount: number;
  /** One text for each test that failed, and for each file that could not be run. */
  failures: string[];
}

/** @throws Error when there is no report: the run never got so far */
export function readReport(path: string): SuiteOutcome {
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter((file) => file.assertionResults.length === 0);
  const failed = tests.filter((test) => test.status === 'failed');
  return {
    passedCount: tests.filter((test) => test.status === 'passed').length,
    failures: [
      ...broken.map((file) => `${file.name}: ${file.message}`),
      ...failed.map((test) => `${test.fullName}: ${inShort(test.failureMessages.join('\n'))}`),
    ],
  };
}

/** What was expected and where, without the test runner's own calls. */
function inShort(message: string): string {
  const lines = message.split('\n').filter((line) => !line.includes('node_modules'));
  return lines.slice(0, 20).join('\n');
}
