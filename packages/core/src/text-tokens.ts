/**
 * A text in memory as a TokenSource: what the browser compares. Blank and token
 * are those of C++ streams in the C locale: space \t \n \v \f \r.
 */
import type { TokenSource } from './comparison.js';

/** Longest token that is taken at once, in bytes: as in the judge's stream, which holds no more. */
const MAX_TOKEN_BYTES = 256 * 1024;

const NEWLINE = 10;

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** @param bytes UTF-8 or anything else; not changed while it is read */
export function tokensOfBytes(bytes: Uint8Array): TokenSource {
  let at = 0;
  let line = 1;
  const blankHere = () => at < bytes.length && isBlank(bytes[at] as number);
  const passBlank = () => {
    const byte = bytes[at++] as number;
    if (byte === NEWLINE) line++;
    return byte;
  };
  const take = (maxBytes: number) => {
    const begin = at;
    while (at < bytes.length && at - begin < maxBytes && !isBlank(bytes[at] as number)) at++;
    return latin1Of(bytes.subarray(begin, at));
  };
  return {
    get line() {
      return line;
    },
    skipBlanks: () => {
      while (blankHere()) passBlank();
      return at < bytes.length;
    },
    takeBlank: () => (blankHere() ? passBlank() : undefined),
    token: () => {
      let end = at;
      while (end < bytes.length && end - at < MAX_TOKEN_BYTES && !isBlank(bytes[end] as number)) end++;
      // The judge's stream sees the end of a token only when it has the byte behind it, or the end of the file.
      return end - at >= MAX_TOKEN_BYTES ? undefined : take(MAX_TOKEN_BYTES);
    },
    takePart: take,
  };
}

function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
