/** An author's way: upload a scored package, verify it, replace it, judge again. And what a learner sees of its groups. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.js';
import { finished, type Instance, post, ROOT, startInstance } from '../support/instance.js';

const CLI = join(ROOT, 'apps/cli/bin/letscode.mjs');
const DOUBLES_ALL = 'print(int(input()) * 2)\n';
const DOUBLES_SMALL = 'n = int(input())\nprint(n * 2 if n < 100 else 0)\n';

let instance: Instance;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-author-'));
  instance = await startInstance();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await instance?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function letscode(...args: string[]): string {
  return execFileSync(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, LETSCODE_DATA: instance.dataFolder },
  });
}

/** A scored package in the legacy format: 30 points for small numbers, 70 for `large`. @returns its zip */
function scoredPackage(name: string, large: Record<string, string>): string {
  const root = join(folder, `${name}.folder`, 'twice-for-points');
  const files: Record<string, string> = {
    'problem.yaml': 'name: Twice for Points\ntype: scoring\nlimits:\n  time_limit: 5\n',
    'problem_statement/problem.en.md': 'Print twice the number.\n',
    'data/sample/1.in': '4\n',
    'data/sample/1.ans': '8\n',
    'data/sample/testdata.yaml': 'accept_score: 0\n',
    'data/secret/testdata.yaml': 'on_reject: continue\ngrader_flags: accept_if_any_accepted\n',
    'data/secret/small/testdata.yaml': 'accept_score: 30\ngrader_flags: min\nrange: 0 30\n',
    'data/secret/small/1.in': '5\n',
    'data/secret/small/1.ans': '10\n',
    'data/secret/large/testdata.yaml': 'accept_score: 70\ngrader_flags: min\nrange: 0 70\n',
    'submissions/accepted/all.py': DOUBLES_ALL,
    'submissions/partially_accepted/small.py': DOUBLES_SMALL,
  };
  Object.entries(large).forEach(([input, answer], index) => {
    files[`data/secret/large/${index + 1}.in`] = `${input}\n`;
    files[`data/secret/large/${index + 1}.ans`] = `${answer}\n`;
  });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const zip = join(folder, `${name}.zip`);
  letscode('export', root, zip);
  return zip;
}

async function upload(page: Page, zip: string): Promise<void> {
  await page.goto(`${instance.url}/authoring`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a zip' }).click();
  await (await chooser).setFiles(zip);
  await page.getByRole('link', { name: 'Check and verify it' }).click();
  await page.getByRole('heading', { name: 'Twice for Points' }).waitFor();
}

async function verifyAll(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const solutions = page.getByRole('region', { name: 'Solutions', exact: true });
  await solutions.getByText(/solutions? gets? |solutions get something else/).waitFor({ timeout: 60_000 });
}

async function submit(code: string, userId: string) {
  const body = { code, language: 'python', problemId: 'twice-for-points', userId };
  const answer = await post(`${instance.url}/api/submit`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return finished(instance, answer.body.submissionId as string);
}

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });

describe('a scored package', () => {
  it('is uploaded, verified, solved in part, replaced, and judged again', async () => {
    const { page, complaints } = await openPage(browser, `${instance.url}/authoring`);
    // The author's slip: one answer of the large group is wrong.
    await upload(page, scoredPackage('with-a-slip', { 500: '1000', 700: '0' }));
    await verifyAll(page, 'Verify all solutions');
    await row(page, /accepted\/all\.py.*Accepted 30/).waitFor();
    await row(page, /partially_accepted\/small\.py.*Partially Correct/).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    const before = await submit(DOUBLES_ALL, 'learner-1');
    expect(before.verdict).toMatchObject({ status: 'Partially Correct', score: 30 });
    expect((await submit(DOUBLES_SMALL, 'learner-2')).verdict).toMatchObject({
      status: 'Partially Correct',
      score: 30,
    });

    await upload(page, scoredPackage('mended', { 500: '1000', 700: '1400' }));
    await page.getByText('The package has changed since.').waitFor();
    await verifyAll(page, 'Verify again');
    await page.getByText('The package has changed since.').waitFor({ state: 'detached' });
    await row(page, /accepted\/all\.py.*Accepted 100/).waitFor();

    await page.getByRole('button', { name: 'Judge all submissions again' }).click();
    await page.getByText('1 of 2 submissions change.').waitFor({ timeout: 60_000 });
    await row(page, /learner-1.*Partially Correct 30.*Accepted 100/).waitFor();
    expect((await finished(instance, before.id as string)).verdict).toMatchObject({ score: 30 });
    await page.getByRole('button', { name: 'Apply 1 change' }).click();
    await page.getByText('Applied.').waitFor();
    expect((await finished(instance, before.id as string)).verdict).toMatchObject({ status: 'Accepted', score: 100 });
    // Chromium notes the 404 by which the page learns that nothing has been verified yet.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await page.context().close();
  });

  it('shows a learner the points of each group', async () => {
    const { page } = await openPage(browser, `${instance.url}/problems/twice-for-points`);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('python');
    await page.getByLabel('Code editor').fill(DOUBLES_SMALL);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    const results = page.getByRole('region', { name: 'Results' });
    await results.getByText('Partially Correct').first().waitFor();
    await row(page, /^secret\/small Accepted 1 of 1 30/).waitFor();
    await row(page, /^secret\/large Wrong Answer/).waitFor();
    await page.context().close();
  });

  it('is judged again from the command line, which drops what is not to be applied', async () => {
    const shown = JSON.parse(letscode('rejudge', 'twice-for-points', '--json'));
    expect(shown).toMatchObject({ stage: 'Discarded', totalCount: 3, changedCount: 0 });
  });
});
