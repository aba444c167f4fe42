/** The parts of the interpreter's own script that are used here. */

export type NativeFunction = (...values: never[]) => unknown;

/** What the interpreter imports, by name; `sig` tells its types where a pointer to it is taken. */
export type Imports = Record<string, NativeFunction & { sig?: string }>;

interface FileNode {
  contents: Uint8Array;
  usedBytes: number;
}

export interface FileSystem {
  mkdirTree(path: string): void;
  chdir(path: string): void;
  writeFile(path: string, data: Uint8Array | string, options?: { canOwn: boolean }): void;
  unlink(path: string): void;
  open(path: string, flags: number): unknown;
  close(stream: unknown): void;
  getStream(fd: number): unknown;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: Record<string, unknown>): void;
  mkdev(path: string, mode: number, device: number): void;
  lookupPath(path: string): { node: FileNode };
}

/** The interpreter's module object; addresses of its data have a leading underscore there. */
export interface InterpreterModule {
  FS: FileSystem;
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  ENV: Record<string, string>;
  UTF8ToString(address: number): string;
  /** The address of a variable or a type by its name in C. */
  addressOf(name: string): number;
  exports: Record<string, (...values: number[]) => number>;
  table: WebAssembly.Table;
  memory: WebAssembly.Memory;
}
