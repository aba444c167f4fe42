/**
 * Attempts to get out of the client tier, in real Chromium, beside a server that must hear nothing. Three ways:
 * through the whole tier; through the frame's policy alone, as if every removed global were still there; and, so that
 * the attempts are known to be real ones, from an ordinary worker, where the server must hear them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attempt } from './escapes/attempt.js';
import { EXHAUSTION } from './escapes/exhaustion.js';
import { FORGERIES } from './escapes/forgeries.js';
import { NETWORK } from './escapes/network.js';
import { PAGE, STORAGE } from './escapes/page-and-storage.js';
import { openTierPage, type TierPage } from './support/tier-page.js';

/** Known to the page alone. */
const ANSWER = 'the answer 5c1f8d';

let tier: TierPage;
beforeAll(async () => {
  tier = await openTierPage();
  await tier.page.evaluate(() => {
    Object.assign(window, { messages: [] as unknown[] });
    const keep = ({ data }: MessageEvent) => (window as unknown as { messages: unknown[] }).messages.push(data);
    addEventListener('message', keep);
    new BroadcastChannel('page').onmessage = keep;
  });
});
afterAll(() => tier?.close());

const aimed = (code: string) => code.replaceAll('OUTSIDE', tier.outsideUrl);
const awaiting = (code: string) => `void (async () => {\n${aimed(code)}\n})();`;

/** What an attempt may have left on the page or in its storage. */
async function traces() {
  return tier.page.evaluate(async () => ({
    title: document.title,
    text: document.body.innerText,
    elements: document.querySelectorAll('*').length,
    stored: localStorage.length + document.cookie.length + (await caches.keys()).length,
    databases: (await indexedDB.databases()).length,
    messages: (window as unknown as { messages: unknown[] }).messages.length,
  }));
}

describe.each([
  ['the network', NETWORK],
  ['storage', STORAGE],
  ['the page', PAGE],
  ['a verdict', FORGERIES],
])('no program gets at %s', (_what, attempts: Attempt[]) => {
  it.each(attempts.map((attempt) => [attempt.name, attempt] as const))('by %s', async (_name, { code }) => {
    await tier.run({ code: '' });
    const before = await traces();
    for (const text of [awaiting(code), aimed(code)]) {
      const end = await tier.judge({ code: text, timeLimitMs: 1_000 }, '', ANSWER);
      expect(end.isSure && end.verdict === 'Accepted').toBe(false);
      expect(end.stdout).not.toContain(ANSWER);
      expect(end.stderr).not.toContain('FORGED');
    }
    expect(await traces()).toEqual(before);
    expect(tier.heard).toEqual([]);
  });
});

describe('a program that takes all it can get is ended', () => {
  it.each(EXHAUSTION.map((attempt) => [attempt.name, attempt] as const))('%s', async (_name, { code, ends }) => {
    const end = await tier.judge({ code: awaiting(code), timeLimitMs: 700, maxOutputBytes: 1 << 20 }, '', ANSWER);
    expect(ends).toContain(end.kind);
    expect(end.stdout.length).toBeLessThanOrEqual(1 << 20);
    expect(end.isSure && end.verdict === 'Accepted').toBe(false);
    // The next one finds everything as it was.
    expect(await tier.run({ code: 'console.log("next")' })).toMatchObject({ kind: 'exited', stdout: 'next\n' });
  });
});

/** Runs a script in a bare worker made by `owner`, for at most a second. */
const inBareWorker = (source: string) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  return new Promise<void>((resolve) => {
    worker.onmessage = () => resolve();
    setTimeout(resolve, 1_000);
  }).then(() => worker.terminate());
};

const telling = (code: string) =>
  `(async () => {\n${aimed(code)}\n})().catch(() => {}).finally(() => setTimeout(() => postMessage(0), 20));`;

describe('the layers alone', () => {
  it('the policy of the frame keeps every attempt at the network in, with nothing removed from the worker', async () => {
    await tier.run({ code: '' });
    const [, frame] = tier.page.frames();
    if (!frame) throw new Error('the page has no frame');
    for (const { code } of [...NETWORK, ...STORAGE]) await frame.evaluate(inBareWorker, telling(code));
    expect(tier.heard).toEqual([]);
  });

  it('from an ordinary worker the same attempts do reach the network', async () => {
    const page = await tier.page.context().browser()?.newPage();
    if (!page) throw new Error('the browser is gone');
    await page.goto(`${tier.url}/open`);
    const known = [...NETWORK, ...STORAGE].filter(({ worksInAWorker }) => worksInAWorker);
    const silent: string[] = [];
    for (const { name, code } of known) {
      const before = tier.heard.length;
      await page.evaluate(inBareWorker, telling(code));
      if (tier.heard.length === before) silent.push(name);
    }
    await page.close();
    expect(silent).toEqual([]);
  });
});
