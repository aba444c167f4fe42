/**
 * From the key press to the result on the page, in headless Chromium: the same program by the browser and by the server,
 * in turns, against a running instance.
 *
 *     node bench/client-tier/run-latency.mjs http://localhost:3001 [rounds] [language ...]
 *
 * Ctrl+Enter is pressed in the editor; the time ends when the page shows who ran the program. Between two presses lies a
 * pause in which new workers start, as while somebody types, and the program changes by a comment, so that nothing is
 * answered from what was kept. C++ changes between programs that were run before: its modules are there. "Cold" is
 * JavaScript's first run for a new visitor; the other engines are first fetched, beside runs that are the server's.
 */
import { chromium } from 'playwright-core';

const [url, rounds = '20', ...chosen] = process.argv.slice(2);
if (!url) throw new Error('give the address of a running instance');

/**
 * `forServer` is what the browser has to refuse. In JavaScript the refusal itself takes a few milliseconds of the
 * server's time; in C++ the source alone gives it away.
 */
const PROGRAMS = {
  javascript: {
    sum: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(/\\s+/).map(Number);\nconsole.log(a + b);",
    forServer: "require('crypto');\n",
    comment: '//',
  },
  python: { sum: 'a, b = map(int, input().split())\nprint(a + b)', forServer: 'import socket\n', comment: '#' },
  cpp: {
    sum: '#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }',
    forServer: '#include <chrono>\nauto t = std::chrono::steady_clock::now();\n',
    comment: '//',
    isCompiledBefore: true,
  },
};

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

const PAUSE_MS = 1_000;

/** Gives the editor a program, as somebody who types: not in the moment of the press. */
async function type(page, editor, code) {
  await editor.fill(code);
  await page.waitForTimeout(PAUSE_MS);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const shown = (values) =>
  `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;

const BROWSER = 'Ran in your browser';
const SERVER = 'Ran on the server';

/** What to press for: the first presses of an engine that is not there yet are the server's. */
async function warmUp(page, editor, { sum, comment }) {
  for (let attempt = 0; attempt < 60; attempt++) {
    await editor.fill(`${sum}\n${comment} warm ${attempt}`);
    const answered = page.waitForFunction(
      (texts) =>
        [...document.querySelectorAll('span')].find(({ textContent }) => texts.includes(textContent))?.textContent,
      [BROWSER, SERVER],
    );
    await editor.press('Control+Enter');
    if ((await (await answered).jsonValue()) === BROWSER) return;
    await page.waitForTimeout(1_000);
  }
  throw new Error('the browser never ran it');
}

async function measure(page, language) {
  const program = PROGRAMS[language];
  if (!program) throw new Error(`there is no program in ${language}`);
  const { sum, forServer, comment, isCompiledBefore } = program;
  await page.getByRole('combobox', { name: 'Language' }).selectOption(language);
  const editor = page.getByLabel('Code editor');
  const times = { cold: [], browser: [], server: [] };
  if (language === 'javascript') {
    await editor.fill(sum);
    times.cold.push(await press(page, BROWSER));
  } else await warmUp(page, editor, program);
  const variant = (round) => `${sum}\n${comment} ${isCompiledBefore ? round % 2 : round}`;
  for (const round of isCompiledBefore ? [0, 1] : []) {
    await editor.fill(variant(round));
    await press(page, BROWSER);
  }
  for (let round = 0; round < Number(rounds); round++) {
    await type(page, editor, variant(round));
    times.browser.push(await press(page, BROWSER));
    await type(page, editor, `${forServer}${sum}\n${comment} ${round}`);
    times.server.push(await press(page, SERVER));
  }
  const ratio = (median(times.browser) / median(times.server)).toFixed(2);
  console.log(language);
  if (times.cold.length > 0) console.log(`  browser, first run ${shown(times.cold)}`);
  console.log(`  browser, warm      ${shown(times.browser)}`);
  console.log(`  server             ${shown(times.server)}`);
  console.log(`  ratio of medians   ${ratio}`);
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox'] });
try {
  const context = await browser.newContext();
  await context.addInitScript(() => localStorage.setItem('letscode.settings', '{"editor":"plain"}'));
  const page = await context.newPage();
  await page.goto(`${url}/problems/sum-of-two`);
  for (const language of chosen.length > 0 ? chosen : Object.keys(PROGRAMS)) await measure(page, language);
} finally {
  await browser.close();
}
