/**
 * From the key press to the result on the page, in headless Chromium: the same program by the browser and by the server,
 * in turns, against a running instance.
 *
 *     node bench/client-tier/run-latency.mjs http://localhost:3001 [rounds]
 *
 * Ctrl+Enter is pressed in the editor; the time ends when the page shows who ran the program. Between two presses the
 * program changes by a comment, so that nothing is answered from what was kept. "Cold" is the first run of a new visitor.
 */
import { chromium } from 'playwright-core';

const [url, rounds = '20'] = process.argv.slice(2);
if (!url) throw new Error('give the address of a running instance');
const SUM = "const [a, b] = require('fs').readFileSync(0, 'utf8').split(/\\s+/).map(Number);\nconsole.log(a + b);";
// What the browser has to refuse is the server's; the refusal itself takes a few milliseconds of it.
const FOR_THE_SERVER = `require('crypto');\n${SUM}`;

/** In the page: presses the keys and waits for the note beside the verdict. @returns ms */
const press = (page, wanted) =>
  page.evaluate(async (text) => {
    const editor = document.querySelector('textarea[aria-label="Code editor"]') ?? document.querySelector('textarea');
    const results = document.querySelector('section[aria-label="Results"]');
    editor.focus();
    const beganAt = performance.now();
    const isShown = () => [...results.querySelectorAll('span')].some(({ textContent }) => textContent === text);
    const gone = () => !isShown();
    for (const type of ['keydown', 'keyup']) {
      editor.dispatchEvent(
        new KeyboardEvent(type, { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }),
      );
    }
    // Told of every change of the page: asking again and again would take the core that is measured.
    const until = (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          watch.disconnect();
          resolve();
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      });
    await until(gone);
    await until(isShown);
    return performance.now() - beganAt;
  }, wanted);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const shown = (values) =>
  `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox'] });
try {
  const context = await browser.newContext();
  await context.addInitScript(() => localStorage.setItem('letscode.settings', '{"editor":"plain"}'));
  const page = await context.newPage();
  await page.goto(`${url}/problems/sum-of-two`);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('javascript');
  const editor = page.getByLabel('Code editor');
  const times = { cold: [], browser: [], server: [] };
  await editor.fill(SUM);
  times.cold.push(await press(page, 'Ran in your browser'));
  for (let round = 0; round < Number(rounds); round++) {
    await editor.fill(`${SUM}\n// ${round}`);
    times.browser.push(await press(page, 'Ran in your browser'));
    await editor.fill(`${FOR_THE_SERVER}\n// ${round}`);
    times.server.push(await press(page, 'Ran on the server'));
  }
  const ratio = (median(times.browser) / median(times.server)).toFixed(2);
  console.log(`browser, first run ${shown(times.cold)}`);
  console.log(`browser, warm      ${shown(times.browser)}`);
  console.log(`server             ${shown(times.server)}`);
  console.log(`ratio of medians   ${ratio}`);
} finally {
  await browser.close();
}
