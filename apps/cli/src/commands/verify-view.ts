/**
 * What `letscode verify` shows as it goes: a table with a line of progress on a
 * terminal, JSON lines everywhere else.
 */
import { join } from 'node:path';
import type { VerifyRow, VerifyTimes } from '@letscode/judge';
import { type CommandContext, writeJson, writeLine } from '../context.js';

interface VerifyCounts {
  total: number;
  ok: number;
  failed: number;
  skipped: number;
}

export interface VerifyView {
  row(row: VerifyRow): void;
  /** All rows of the package have been told. */
  packageDone(problem: string, times: VerifyTimes): void;
  progress(submission: string, finishedCount: number, testCount: number): void;
  end(counts: VerifyCounts): void;
}

/** One object a line; the last one has the counts, and under `times` what was measured of each package. */
export function jsonView(context: CommandContext): VerifyView {
  const times: ({ problem: string } & VerifyTimes)[] = [];
  return {
    row: (row) => writeJson(context, row),
    packageDone: (problem, own) => times.push({ problem, ...own }),
    progress: () => {},
    end: (counts) => writeJson(context, { ...counts, times }),
  };
}

const CLEAR_LINE = '\r\u001b[2K';
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** @param columnCount of the terminal */
export function tableView(context: CommandContext, columnCount: number): VerifyView {
  const running = new Map<string, string>();
  let doneCount = 0;
  const put = (text: string) => {
    context.stdout.write(CLEAR_LINE);
    writeLine(context, text);
  };
  const showProgress = () => {
    const text = `${doneCount} done  ${[...running].map(([name, tests]) => `${name} ${tests}`).join('  ')}`;
    context.stdout.write(`${CLEAR_LINE}${DIM}${text.slice(0, Math.max(20, columnCount - 1))}${PLAIN}`);
  };
  return {
    row: (row) => {
      doneCount += 1;
      running.delete(row.submission);
      put(rowText(row));
      if (row.message && (row.skipped || !row.ok)) put(`         ${row.message.replaceAll('\n', '\n         ')}`);
      showProgress();
    },
    packageDone: (problem, times) => {
      put(`${DIM}${problem}: ${timesText(times)}${PLAIN}\n`);
    },
    progress: (submission, finishedCount, testCount) => {
      running.set(submission, `${finishedCount}/${testCount}`);
      showProgress();
    },
    end: ({ ok, failed, skipped }) => put(`${ok} as expected, ${failed} not, ${skipped} skipped`),
  };
}

function rowText(row: VerifyRow): string {
  const mark = row.skipped ? `${DIM}skipped` : row.ok ? `${GREEN}ok     ` : `${RED}FAILED `;
  const wanted = row.ok ? '' : ` (expected ${row.expected.join(' or ') || 'a readable package'})`;
  const score = row.score === undefined ? '' : ` ${row.score}`;
  const time = row.skipped ? '' : `${row.maxCpuTimeMs} ms`;
  const where = join(row.problem, row.submission).padEnd(56);
  return `${mark}${PLAIN}  ${where} ${`${row.verdict}${score}`.padEnd(22)} ${time.padStart(9)}${wanted}`.trimEnd();
}

function timesText(times: VerifyTimes): string {
  const { timeLimitMs, isDerived, slowestAccepted, fastestTooSlow, suggestedLimitMs } = times;
  const parts = [`time limit ${timeLimitMs} ms${isDerived ? ', from its submissions' : ''}`];
  if (slowestAccepted) parts.push(`slowest accepted ${slowestAccepted.submission} ${slowestAccepted.cpuTimeMs} ms`);
  if (fastestTooSlow)
    parts.push(`fastest too slow ${fastestTooSlow.submission} ${fastestTooSlow.cpuTimeMs} ms or more`);
  if (suggestedLimitMs !== undefined) parts.push(`suggested limit ${suggestedLimitMs} ms`);
  return parts.join('; ');
}
