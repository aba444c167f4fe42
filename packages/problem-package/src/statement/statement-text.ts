/** The text of a statement. */

/** The longest statement that was met has about a tenth of it. */
export const MAX_STATEMENT_BYTES = 512 * 1024;

/** UTF-8, else what old editors wrote. */
export function statementText(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), isUtf8: false };
  }
}
