/**
 * Text at the store's edge: what PostgreSQL cannot hold is made storable.
 *
 * TEXT and JSONB refuse U+0000, and UTF-8 has no lone surrogates, but a user's
 * program may print both. They become visible stand-ins: U+2400 (the picture
 * of NUL) and U+FFFD. Everything else is kept to the byte.
 */

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Never throws; returns the same string when nothing is to be replaced. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\u2400').replace(LONE_SURROGATE, '\ufffd');
}

/** JSON text for a JSONB parameter, with every string (keys too) made storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return storableText(part);
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    const keys = Object.keys(part);
    if (keys.every((key) => storableText(key) === key)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, field]) => [storableText(key), field]));
  });
}
