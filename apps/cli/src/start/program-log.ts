/**
 * Where a supervised program's output goes: every line to a file in the data
 * folder, and the lines that a person should act on to the terminal too.
 *
 * The programs log JSON lines (pino); anything else, such as a stack trace of a
 * crash, is taken as serious. A file that has grown past its bound is kept once
 * as `.old` when the program starts.
 */
import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const MAX_LOG_BYTES = 20 * 1024 * 1024;
/** pino's numbers: 30 info, 40 warn, 50 error. */
const WARN_LEVEL = 40;

/** Follows one output of a program to its end. `onNotice` gets one short line per warning or error. */
export function followOutput(output: Readable, log: WriteStream, onNotice: (text: string) => void): void {
  const lines = createInterface({ input: output });
  lines.on('line', (line) => {
    log.write(`${line}\n`);
    const notice = noticeOf(line);
    if (notice) onNotice(notice);
  });
}

function noticeOf(line: string): string | undefined {
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; language?: string; remedy?: string };
    // A request that was refused is the caller's business, not the operator's.
    if ((entry.level ?? 0) < WARN_LEVEL || entry.msg === 'request') return undefined;
    const what = [entry.msg, entry.language].filter(Boolean).join(': ');
    return entry.remedy ? `${what}. ${entry.remedy}` : what;
  } catch {
    return line.trim() === '' ? undefined : line.slice(0, 300);
  }
}

/** Opens `<dataFolder>/logs/<name>.log` for appending. A log that can't be written is dropped, never fatal. */
export function openProgramLog(dataFolder: string, name: string): WriteStream {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(path, `${path}.old`);
  const log = createWriteStream(path, { flags: 'a' });
  log.on('error', () => {});
  return log;
}
