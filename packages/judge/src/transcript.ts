/**
 * What program and interactor said to each other, in order, from the sandbox's records:
 * what each has sent, and lines `> BYTES`, `< BYTES` that tell in which order.
 */
import type { TestResult } from '@letscode/core';
import { readClipped, readHead } from './clipped-text.js';

export type Transcript = NonNullable<TestResult['transcript']>;

/**
 * @param paths of the records; those that are absent were not made since nothing was sent
 * @param maxBytes of each record; what goes beyond is left out
 */
export async function readTranscript(
  paths: { hostOrderPath: string; hostProgramPath: string; hostInteractorPath: string },
  maxBytes: number,
): Promise<Transcript> {
  const [order, program, interactor] = await Promise.all([
    readClipped(paths.hostOrderPath, maxBytes * 8),
    readHead(paths.hostProgramPath, maxBytes),
    readHead(paths.hostInteractorPath, maxBytes),
  ]);
  return turnsOf(order.text, program.bytes, interactor.bytes);
}

/** What follows without an answer in between is one turn. */
export function turnsOf(order: string, program: Buffer, interactor: Buffer): Transcript {
  const turns: { from: 'program' | 'interactor'; parts: Buffer[] }[] = [];
  const at = { program: 0, interactor: 0 };
  const sent = { program, interactor };
  for (const [, mark, count] of order.matchAll(/^([<>]) (\d+)$/gm)) {
    const from = mark === '>' ? 'program' : 'interactor';
    const part = sent[from].subarray(at[from], at[from] + Number(count));
    at[from] += part.length;
    if (part.length === 0) continue;
    const last = turns.at(-1);
    if (last?.from === from) last.parts.push(part);
    else turns.push({ from, parts: [part] });
  }
  return turns.map(({ from, parts }) => ({ from, text: textOf(Buffer.concat(parts)) }));
}

function textOf(bytes: Buffer): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\0', '\uFFFD');
}
