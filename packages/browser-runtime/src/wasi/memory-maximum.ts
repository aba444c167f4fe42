/**
 * Rewrites how large a module's memory may become, before it is compiled: a memory that has reached its maximum cannot
 * grow, whatever the program does. The format is WebAssembly's binary one (core specification, section 5.5):
 *
 *     module   \0asm, version, sections        section  id: byte, size: u32, content
 *     memory section (id 5)   count: u32, then for each: flags: byte (1 = has a maximum), least: u32, most: u32
 *
 * Numbers are LEB128.
 */
const MEMORY_SECTION = 5;
const PREAMBLE_BYTES = 8;
const HAS_MAXIMUM = 1;

const PAGE_BYTES = 65_536;
const MOST_PAGES = 65_536;

/**
 * @param maximumBytes rounded down to pages
 * @returns undefined when the module begins with more than that, or has not exactly one memory of its own
 */
export function withMemoryMaximum(module: Uint8Array, maximumBytes: number): Uint8Array<ArrayBuffer> | undefined {
  const pages = Math.min(MOST_PAGES, Math.floor(maximumBytes / PAGE_BYTES));
  for (let at = PREAMBLE_BYTES; at < module.length; ) {
    const begin = at;
    const id = module[at];
    const size = readNumber(module, at + 1);
    at = size.next + size.value;
    if (id !== MEMORY_SECTION) continue;
    const count = readNumber(module, size.next);
    const flags = module[count.next];
    const least = readNumber(module, count.next + 1);
    if (count.value !== 1 || flags === undefined || flags > HAS_MAXIMUM || least.value > pages) return undefined;
    const content = [1, HAS_MAXIMUM, ...numberOf(least.value), ...numberOf(pages)];
    return joined([
      module.subarray(0, begin),
      [MEMORY_SECTION, ...numberOf(content.length), ...content],
      module.subarray(at),
    ]);
  }
  return undefined;
}

function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at + shift / 7] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at + shift / 7 + 1 };
  }
  return { value, next: bytes.length };
}

function numberOf(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

function joined(parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
