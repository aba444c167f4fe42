/**
 * Texts for people, taken from files that untrusted programs wrote: clipped, as
 * valid Unicode, without NUL (databases refuse it in text).
 */
import { open } from 'node:fs/promises';

/** What is shown of one stream of a sample or custom test, in bytes. */
export const SHOWN_BYTES = 64 * 1024;

export interface ClippedText {
  text: string;
  /** Whether the file held more. */
  clipped: boolean;
}

/** Reads at most `maxBytes` of a file; a missing file counts as empty. */
export async function readClipped(hostPath: string, maxBytes: number): Promise<ClippedText> {
  const { bytes, clipped } = await readHead(hostPath, maxBytes);
  return { text: decode(bytes, clipped), clipped };
}

/** The same, undecoded. */
export async function readHead(hostPath: string, maxBytes: number): Promise<{ bytes: Buffer; clipped: boolean }> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(hostPath, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { bytes: Buffer.alloc(0), clipped: false };
    throw error;
  }
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, maxBytes));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: buffer.subarray(0, filled), clipped: size > maxBytes };
  } finally {
    await file.close();
  }
}

/** Clips a string to `maxBytes` of UTF-8. */
export function clipText(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text.replaceAll('\0', '\uFFFD');
  const bytes = Buffer.from(text, 'utf8');
  return decode(bytes.subarray(0, maxBytes), bytes.length > maxBytes);
}

/** @param cut drops a character that the cut has broken, instead of showing a replacement for it */
function decode(bytes: Buffer, cut: boolean): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: cut });
  return text.replaceAll('\0', '\uFFFD');
}
