/** A learner's way through the pages, in a real browser against a whole instance. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from '../support/browser.js';
import { type Instance, referenceSolution, startInstance } from '../support/instance.js';

let instance: Instance;
let browser: Browser;

beforeAll(async () => {
  instance = await startInstance();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await instance?.stop();
});

async function openProblem(id: string): Promise<WatchedPage> {
  const watched = await openPage(browser, `${instance.url}/problems/${id}`);
  await watched.page.getByRole('button', { name: 'Submit', exact: true }).waitFor();
  return watched;
}

async function chooseLanguage(page: Page, id: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Language' }).selectOption(id);
}

async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const write = (page: Page, code: string) => page.getByLabel('Code editor').fill(code);
const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const spoken = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).waitFor({ state: 'attached' });

async function submitAndExpect(page: Page, verdict: string): Promise<void> {
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await spoken(page, new RegExp(`^${verdict}`));
  await results(page).getByText(verdict).first().waitFor();
}

describe('the problem list', () => {
  it('leads to a problem, filters in the URL, and is free of accessibility faults', async () => {
    const { page, complaints } = await openPage(browser, instance.url);
    await page.getByRole('link', { name: 'Sum of Two' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Search problems').fill('lantern');
    await page.waitForURL(/lantern/);
    await page.getByRole('link', { name: 'Lantern Maze' }).click();
    await page.getByRole('heading', { name: 'Lantern Maze' }).waitFor();
    expect(await page.locator('.katex').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a problem', () => {
  it('is solved in Python: Run shows the samples, Submit the verdict, the list then says so', async () => {
    const { page, complaints } = await openProblem('sum-of-two');
    await chooseLanguage(page, 'python');
    await write(page, 'print(sum(map(int, input().split())))');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await spoken(page, /Run finished/);
    await submitAndExpect(page, 'Accepted');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Problems', exact: true }).click();
    await page
      .getByRole('row', { name: /Sum of Two/ })
      .getByText('Solved')
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is solved in C++', async () => {
    const { page } = await openProblem('lantern-maze');
    await chooseLanguage(page, 'cpp');
    await write(page, referenceSolution('lantern-maze', 'accepted/bfs.cpp'));
    await submitAndExpect(page, 'Accepted');
    await page.context().close();
  });

  it('tells a wrong answer and opens the first failing test', async () => {
    const { page } = await openProblem('sum-of-two');
    await chooseLanguage(page, 'python');
    await write(page, 'a, b = map(int, input().split())\nprint(a - b)');
    await submitAndExpect(page, 'Wrong Answer');
    await results(page).getByText('Your output').first().waitFor();
    await page.context().close();
  });

  it('marks a compile error in its line', async () => {
    const { page } = await openProblem('sum-of-two');
    await chooseLanguage(page, 'cpp');
    await write(page, '#include <iostream>\nint main() {\n  int x = 1\n}\n');
    await submitAndExpect(page, 'Compilation Error');
    await results(page).getByText('Line 3').first().waitFor();
    await page.context().close();
  });

  it('shows the running program again after a reload in the middle', async () => {
    const { page } = await openProblem('double-it');
    await chooseLanguage(page, 'python');
    await write(page, 'import time\ntime.sleep(0.7)\nprint(int(input()) * 2)');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await spoken(page, /queued|Compiling|Running/);
    await page.reload();
    await spoken(page, /^Accepted/);
    await page.getByLabel('Code editor').waitFor();
    expect(await page.getByLabel('Code editor').inputValue()).toContain('time.sleep(0.7)');
    await page.context().close();
  });

  it('is written in Monaco and submitted by keyboard', async () => {
    const { page, complaints } = await openPage(browser, `${instance.url}/problems/double-it`, { plainEditor: false });
    await chooseLanguage(page, 'python');
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('print(int(input()) * 2)');
    await page.keyboard.press('Control+Shift+Enter');
    await spoken(page, /^Accepted/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
