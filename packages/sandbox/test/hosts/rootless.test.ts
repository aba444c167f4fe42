/**
 * The sandbox for a plain user, to whom only a part of the cgroup tree was handed: all six layers, by this package's own
 * suites. Here the user is made by root; hosts/cgroup-v2.test.ts runs the same where there is only cgroup v2.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlainUser, type PlainUser } from '../../../../test/support/host/plain-user.js';
import { buildHelper } from '../../src/index.js';
import { type LeftOut, readReport, vitestWords } from './suite-report.js';

const CHECKOUT = join(import.meta.dirname, '..', '..', '..', '..');
const isRoot = process.getuid?.() === 0;

/** The package's README says the same under "Without root". */
const DIFFERENCES: LeftOut = {
  'a folder that others may not enter stays closed to the program':
    'the program is the user who opened the folder to it: there is no other id to give it',
};

let user: PlainUser;

beforeAll(async () => {
  if (!isRoot) return;
  await buildHelper(); // the user may not write into the checkout
  user = makePlainUser(CHECKOUT);
});

afterAll(() => {
  user?.remove();
});

async function outcomeOf(suites: string[]) {
  const report = join(user.folder, 'report.json');
  const { output } = await user.run([user.node, ...vitestWords(suites, report, DIFFERENCES)]);
  try {
    return readReport(report);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${output}`);
  }
}

test.skipIf(!isRoot)(
  'a plain user with groups of his own gets all six layers, and nothing stays behind',
  async () => {
    const { passedCount, failures } = await outcomeOf(['test/conformance.test.ts']);
    expect(failures).toEqual([]);
    expect(passedCount).toBeGreaterThan(40);
    expectNothingLeft();
  },
  600_000,
);

test.skipIf(!isRoot)(
  'a helper of a plain user that is killed leaves nothing either, and toolchains in a home of his own work',
  async () => {
    const { passedCount, failures } = await outcomeOf(['src/recovery.test.ts', 'test/hosts/toolchains.test.ts']);
    expect(failures).toEqual([]);
    expect(passedCount).toBeGreaterThan(8);
    expectNothingLeft();
  },
  600_000,
);

test.skipIf(!isRoot)(
  'hostile programs find a plain user’s sandbox as closed as root’s',
  async () => {
    const { passedCount, failures } = await outcomeOf(['test/hostile.test.ts']);
    expect(failures).toEqual([]);
    expect(passedCount).toBeGreaterThan(200);
    expectNothingLeft();
  },
  600_000,
);

/** But one leaf of cgroup v2, into which whoever started the sandbox has moved. */
function expectNothingLeft(): void {
  const [leaf] = user.groups.folders.map((folder) => join(folder, 'letscode-supervisor'));
  expect(user.groups.left().filter((path) => path !== leaf)).toEqual([]);
  expect(processesOf(user.id)).toEqual([]);
}

/** Without those that are dead and wait for process 1 to take notice. */
function processesOf(userId: number): string[] {
  const { stdout } = spawnSync('ps', ['-U', String(userId), '-o', 'stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line && !line.startsWith('Z'));
}
