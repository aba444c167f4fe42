/** Run and Submit with a browser that runs programs itself, against a whole instance, and after that instance is gone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.js';
import { type Instance, startInstance } from '../support/instance.js';

const SUM =
  "const [a, b] = require('fs').readFileSync(0, 'utf8').trim().split(/\\s+/).map(BigInt);\nconsole.log(String(a + b));";

let instance: Instance;
let browser: Browser;
let page: Page;
/** Bodies of what was posted, by path. */
let posted: { path: string; body: Record<string, unknown> }[];

beforeAll(async () => {
  instance = await startInstance();
  browser = await launchBrowser();
  ({ page } = await openPage(browser, `${instance.url}/problems/sum-of-two`));
  await page.getByRole('combobox', { name: 'Language' }).selectOption('javascript');
  await page.locator('iframe[sandbox="allow-scripts"]').waitFor({ state: 'attached' });
  posted = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST') return;
    posted.push({ path: new URL(request.url()).pathname, body: request.postDataJSON() });
  });
});
afterAll(async () => {
  await browser?.close();
  await instance?.stop();
});

const results = () => page.getByRole('region', { name: 'Results' });

async function run(code: string): Promise<void> {
  posted.length = 0;
  await page.getByLabel('Code editor').fill(code);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

const sentTo = (path: string) => posted.filter((request) => request.path === path).map(({ body }) => body);

describe('a browser that runs programs itself', () => {
  it('shows the samples without asking the server, and says so', async () => {
    await run(SUM);
    await results().getByText('Ran in your browser', { exact: true }).waitFor();
    await results().getByText('Accepted').first().waitFor();
    expect(sentTo('/api/test')).toEqual([]);
  });

  it('shows where a sample fails', async () => {
    await run(SUM.replace('a + b', 'a - b'));
    await results().getByText('Wrong Answer').first().waitFor();
    await results().getByText('Ran in your browser', { exact: true }).waitFor();
    expect(sentTo('/api/test')).toEqual([]);
  });

  it('leaves to the server what may come out otherwise there', async () => {
    await run(`const deep = (n) => (n === 0 ? 0 : 1 + deep(n - 1));\ndeep(100000);\n${SUM}`);
    await results().getByText('Ran on the server', { exact: true }).waitFor();
    await results().getByText('Accepted').first().waitFor();
    expect(sentTo('/api/test')).toHaveLength(1);
  });

  it('tells the server with a submission what it found on the samples; the server confirms it while one looks on', async () => {
    await page.getByLabel('Code editor').fill(SUM);
    const workers = instance.pidsOf('worker');
    // The worker stands still, so that the provisional verdict can be seen.
    for (const pid of workers) process.kill(pid, 'SIGSTOP');
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/submit'));
    let submissionId: string;
    try {
      await page.getByRole('button', { name: 'Submit', exact: true }).click();
      const told = await (await answer).json();
      expect(told.client).toMatchObject({ passed: true, state: 'checking' });
      submissionId = told.submissionId;
      const [body] = sentTo('/api/submit');
      expect(body?.client).toMatchObject({
        runtimes: ['javascript'],
        samples: { engine: expect.stringMatching(/^javascript-\w+$/), passed: true },
      });
      await results().getByText('Accepted (checking)').waitFor();
      await results().getByRole('link', { name: 'Open details' }).click();
      await page.waitForURL(`**/submissions/${submissionId}`);
      await results().getByText('Accepted (checking)').waitFor();
      await results().getByText('The server now judges all tests').waitFor();
    } finally {
      for (const pid of workers) process.kill(pid, 'SIGCONT');
    }
    // The page is not touched again.
    await results().getByText('Confirmed: the samples passed in your browser, and all tests on the server.').waitFor();
    await results().getByText('Accepted', { exact: true }).first().waitFor();
    expect(await results().getByText('Accepted (checking)').count()).toBe(0);
    await page.goBack();
  });

  it('has a sample that fails here judged by that alone', async () => {
    await page.getByLabel('Code editor').fill(SUM.replace('a + b', 'a - b'));
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await results().getByText('A sample failed in your browser. That is final').waitFor();
    await results().getByText('Wrong Answer').first().waitFor();
    await results().getByRole('link', { name: 'Open details' }).click();
    await results().getByText('A sample failed in your browser. That is final').waitFor();
    const how = page.getByRole('region', { name: 'How it was judged' });
    await how.getByText('Your browser', { exact: true }).waitFor();
    await how.getByText('Why here?').click();
    await how.getByText('Not the server from a cold start').waitFor();
    // The output of the sample that failed came with the claim.
    await results().getByText('Your output').first().waitFor();
    await page.goBack();
  });

  it('runs programs when the server is gone, also after a reload, and says that it is', async () => {
    // The app has been kept once its worker has everything that this page had loaded.
    await page.waitForFunction(async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      const paths = kept.flat().map(({ url }) => new URL(url).pathname);
      return paths.includes('/') && paths.some((path) => path.startsWith('/api/problems/sum-of-two'));
    });
    await instance.stop();
    for (const isReloaded of [false, true]) {
      if (isReloaded) await page.reload();
      await page.getByText('Run works in this browser').waitFor();
      await run(SUM);
      await results().getByText('Ran in your browser', { exact: true }).waitFor();
      await results().getByText('Accepted').first().waitFor();
    }
    await run(`const deep = (n) => (n === 0 ? 0 : 1 + deep(n - 1));\ndeep(100000);\n${SUM}`);
    await results().getByText('Ran in your browser, not confirmed').waitFor();
  });
});
