/**
 * Steps: runs a command of the set-up, shows that it goes on, and ends it when we are ended.
 *
 * Output is kept and printed only when the step fails, so that a good start
 * stays a few lines long. Plain JavaScript: this runs before anything is installed.
 */
import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => {
    if (running.size === 0) return;
    for (const child of running) killGroup(child, 'SIGTERM');
    process.exit(code);
  });
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Prints one line about the set-up. */
export function say(text) {
  process.stdout.write(`  ${text}\n`);
}

/**
 * Runs a command to its end.
 *
 * @param {string} title what is done and why, in a few words
 * @param {string[]} argv
 * @param {{cwd: string, env?: Record<string, string>, inherit?: boolean}} options `inherit` prints the output as it comes
 * @returns {Promise<{ok: boolean, output: string}>}
 */
export async function step(title, argv, { cwd, env = {}, inherit = false }) {
  const began = Date.now();
  say(`${title} …`);
  const child = spawn(argv[0], argv.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', inherit ? 'inherit' : 'pipe', inherit ? 'inherit' : 'pipe'],
    detached: true,
  });
  running.add(child);
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  const pulse = setInterval(() => say(`${title}: ${Math.round((Date.now() - began) / 1000)} s so far`), 15_000);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    child.once('close', resolve);
  });
  clearInterval(pulse);
  running.delete(child);
  const output = Buffer.concat(chunks).toString();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(code === 0 ? `${title}: done in ${seconds} s` : `${title}: FAILED (exit code ${code})`);
  return { ok: code === 0, output };
}

/** As `step`, but prints the output and ends the process when the command fails. */
export async function mustStep(title, argv, options) {
  const result = await step(title, argv, options);
  if (!result.ok) {
    process.stderr.write(`${result.output}\n`);
    process.exit(1);
  }
}
