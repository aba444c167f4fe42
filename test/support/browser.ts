/** Debian's Chromium, driven by Playwright. Each page is a fresh visitor unless a context is given. */
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that remembers what the browser complained about. */
export interface WatchedPage {
  page: Page;
  complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: { plainEditor?: boolean } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (options.plainEditor ?? true) {
    await context.addInitScript(() => {
      // The frame in which programs run has no storage.
      if (self === top) localStorage.setItem('letscode.settings', '{"editor":"plain"}');
    });
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return { page, complaints };
}
