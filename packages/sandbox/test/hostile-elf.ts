/**
 * ELF files that no linker would make, from a readable description.
 *
 * A description is lines of `key: value`; `#` begins a comment. Numbers are decimal or 0x…
 *   class      64 or 32                     machine   62 (x86-64), 3 (i386) …      type   2 (EXEC), 3 (DYN) …
 *   code       a name of CODE below         data      1 little endian, 2 big endian
 *   segment    field=value …; a program header: type, flags, offset, vaddr, filesz, memsz, align. `file` is the file's length
 *   interp     a path; adds a PT_INTERP segment that names it
 *   set        field=value …; overrides e_entry, e_phoff, e_phnum, e_phentsize, e_shoff, e_shnum, e_version
 *   length     the file is cut or filled with zeros to so many bytes
 *   script     the file is this one line instead of an ELF file; {name*COUNT} repeats a text
 *
 * Layout: header at 0, program headers behind it, code at 0x400, the interpreter's name at 0x600; 0x1000 bytes in all.
 * Without a segment line one PT_LOAD maps the whole file at 0x400000.
 */
const CODE_OFFSET = 0x400;
const INTERP_OFFSET = 0x600;
const FILE_BYTES = 0x1000;
const BASE = 0x400000n;
const PT_LOAD = 1n;
const PT_INTERP = 3n;

const CODE: Record<string, string> = {
  /** exit_group(7) */
  exit: 'bf07000000b8e70000000f05',
  /** i386: exit(7) by int 0x80 */
  'i386-exit': 'bb07000000b801000000cd80',
  /** x32: exit_group(7) */
  'x32-exit': 'bf07000000b8e70000400f05',
  /** ptrace(0, …), then exit_group(7) */
  'ptrace-and-exit': '31ffb8650000000f05bf07000000b8e70000000f05',
  /** writes seven times 8 bytes at the end of its second page, then exit_group(7) */
  'jump-to-zero': '31c0ffe0',
  /** push until the stack is used up */
  'push-forever': '50ebfd',
};

type Fields = Record<string, bigint>;

function fieldsOf(text: string): Fields {
  return Object.fromEntries(
    text
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('='))
      .map(([key = '', value = '']) => [key, value === 'file' ? BigInt(FILE_BYTES) : BigInt(value)]),
  );
}

interface Description {
  values: Map<string, string>;
  segments: Fields[];
}

function parse(text: string): Description {
  const values = new Map<string, string>();
  const segments: Fields[] = [];
  for (const line of text.split('\n')) {
    const [, key, value] = /^([a-z]+): (.*)$/.exec(line) ?? [];
    if (key === 'segment') segments.push({ align: 0x1000n, ...fieldsOf(value ?? '') });
    else if (key) values.set(key, value ?? '');
  }
  return { values, segments };
}

/** Writes integers of any width one behind the other, in the file's byte order. */
class Writer {
  #at = 0;
  constructor(
    private readonly bytes: Buffer,
    private readonly bigEndian: boolean,
  ) {}

  seek(at: number): this {
    this.#at = at;
    return this;
  }

  put(width: number, ...values: bigint[]): this {
    for (const value of values)
      for (let i = 0; i < width; i++) {
        const shift = BigInt(8 * (this.bigEndian ? width - 1 - i : i));
        this.bytes[this.#at++] = Number((value >> shift) & 0xffn);
      }
    return this;
  }
}

function putHeader(writer: Writer, values: Map<string, string>, phnum: number): void {
  const wide = values.get('class') !== '32';
  const word = wide ? 8 : 4;
  const number = (key: string, otherwise: bigint) => BigInt(values.get(key) ?? otherwise);
  const set = fieldsOf(values.get('set') ?? '');
  writer
    .seek(16)
    .put(2, number('type', 2n), number('machine', 62n))
    .put(4, set.e_version ?? 1n)
    .put(word, set.e_entry ?? BASE + BigInt(CODE_OFFSET), set.e_phoff ?? (wide ? 64n : 52n), set.e_shoff ?? 0n)
    .put(4, 0n)
    .put(
      2,
      wide ? 64n : 52n,
      set.e_phentsize ?? (wide ? 56n : 32n),
      set.e_phnum ?? BigInt(phnum),
      0n,
      set.e_shnum ?? 0n,
      0n,
    );
}

function putSegment(writer: Writer, wide: boolean, s: Fields): void {
  const [type = PT_LOAD, flags = 7n, offset = 0n, vaddr = BASE] = [s.type, s.flags, s.offset, s.vaddr];
  const [filesz = BigInt(FILE_BYTES), align = 0x1000n] = [s.filesz, s.align];
  const memsz = s.memsz ?? filesz;
  if (wide) writer.put(4, type, flags).put(8, offset, vaddr, vaddr, filesz, memsz, align);
  else writer.put(4, type, offset, vaddr, vaddr, filesz, memsz, flags, align);
}

/** @throws Error for a description that names unknown code */
export function elfFile(text: string): Buffer {
  const { values, segments } = parse(text);
  const script = values.get('script');
  if (script !== undefined)
    return Buffer.from(
      `${script.replace(/\{(.+?)\*(\d+)\}/g, (_, part: string, count) => part.repeat(Number(count)))}\n`,
    );
  const wide = values.get('class') !== '32';
  const bytes = Buffer.alloc(FILE_BYTES);
  const code = CODE[values.get('code') ?? 'exit'];
  if (code === undefined) throw new Error(`no such code: ${values.get('code')}`);
  const interp = values.get('interp');
  const all = segments.length > 0 ? segments : [{}];
  if (interp !== undefined) {
    const size = BigInt(interp.length + 1);
    all.unshift({
      type: PT_INTERP,
      flags: 4n,
      offset: BigInt(INTERP_OFFSET),
      vaddr: BASE + BigInt(INTERP_OFFSET),
      filesz: size,
    });
    bytes.write(interp, INTERP_OFFSET, 'latin1');
  }
  const bigEndian = values.get('data') === '2';
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, bigEndian ? 2 : 1, 1]);
  bytes.write(code, CODE_OFFSET, 'hex');
  const writer = new Writer(bytes, bigEndian);
  putHeader(writer, values, all.length);
  writer.seek(wide ? 64 : 52);
  for (const segment of all) putSegment(writer, wide, segment);
  const length = values.get('length');
  if (length === undefined) return bytes;
  const whole = Buffer.alloc(Number(length));
  bytes.copy(whole);
  return whole;
}
