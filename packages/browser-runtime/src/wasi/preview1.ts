/**
 * WASI preview 1, as much of it as programs need that read standard input and print: what is imported and not here
 * answers ENOSYS. There is no file system; stdin is a file that can be read once more, as on the server.
 *
 * Functions take and return 32-bit numbers; addresses are offsets in the module's memory, 64-bit values BigInts. The
 * names are those of wasi_snapshot_preview1.
 */
import type { RunState } from './run-state.js';

const OK = 0;
const EBADF = 8;
const EINVAL = 28;
const ENOENT = 44;
const ENOSYS = 52;
const ESPIPE = 70;

const STDIN = 0;
const STDERR = 2;
const REGULAR_FILE = 4;
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn;
const CLOCK_REALTIME = 0;
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
/** The most that one call of getRandomValues gives. */
const RANDOM_CHUNK_BYTES = 65_536;

/** What programs see on the server. */
const ARGUMENTS = ['/app/program'];
const ENVIRONMENT = [
  'PATH=/usr/local/bin:/usr/bin:/bin',
  'HOME=/work',
  'TMPDIR=/tmp',
  'LANG=C.UTF-8',
  'ONLINE_JUDGE=1',
];

type Call = (...values: never[]) => number;

/** @param memory the module's own; asked at each call, since it moves when it grows */
export function preview1(state: RunState, memory: () => ArrayBuffer): Record<string, Call> {
  let viewed: DataView | undefined;
  const view = (): DataView => {
    const buffer = memory();
    if (viewed?.buffer !== buffer) viewed = new DataView(buffer);
    return viewed;
  };
  const isOpen = (file: number) => file >= STDIN && file <= STDERR;
  return {
    ...textCalls('args', ARGUMENTS, view),
    ...textCalls('environ', ENVIRONMENT, view),
    ...fileCalls(state, view, isOpen),
    ...clockCalls(state, view),
    random_get(at: number, byteCount: number) {
      for (let done = 0; done < byteCount; done += RANDOM_CHUNK_BYTES) {
        const chunk = Math.min(RANDOM_CHUNK_BYTES, byteCount - done);
        crypto.getRandomValues(new Uint8Array(memory(), at + done, chunk));
      }
      return OK;
    },
    proc_exit: (code: number) => state.finish('exited', code & 0xff),
    proc_raise: (signal: number) => state.finish('exited', 128 + (signal & 0x7f)),
    sched_yield: () => OK,
  };
}

/** Stands for whatever a module imports beside these. */
export const notThere: Call = () => ENOSYS;

function textCalls(name: string, texts: readonly string[], view: () => DataView): Record<string, Call> {
  const encoded = texts.map((text) => new TextEncoder().encode(`${text}\0`));
  return {
    [`${name}_sizes_get`](countAt: number, bytesAt: number) {
      view().setUint32(countAt, encoded.length, true);
      view().setUint32(
        bytesAt,
        encoded.reduce((sum, bytes) => sum + bytes.length, 0),
        true,
      );
      return OK;
    },
    [`${name}_get`](listAt: number, bytesAt: number) {
      let at = bytesAt;
      for (const [index, bytes] of encoded.entries()) {
        view().setUint32(listAt + index * 4, at, true);
        new Uint8Array(view().buffer).set(bytes, at);
        at += bytes.length;
      }
      return OK;
    },
  };
}

function fileCalls(state: RunState, view: () => DataView, isOpen: (file: number) => boolean): Record<string, Call> {
  const { stdin } = state;
  return {
    fd_read(file: number, vectorsAt: number, vectorCount: number, countAt: number) {
      if (file !== STDIN) return EBADF;
      const data = view();
      let read = 0;
      for (let index = 0; index < vectorCount; index++) {
        const at = data.getUint32(vectorsAt + index * 8, true);
        const room = data.getUint32(vectorsAt + index * 8 + 4, true);
        const chunk = stdin.subarray(state.stdinAt, state.stdinAt + room);
        new Uint8Array(data.buffer).set(chunk, at);
        state.stdinAt += chunk.length;
        read += chunk.length;
        if (chunk.length < room) break;
      }
      data.setUint32(countAt, read, true);
      return OK;
    },
    fd_write(file: number, vectorsAt: number, vectorCount: number, countAt: number) {
      if (file === STDIN || !isOpen(file)) return EBADF;
      const data = view();
      let written = 0;
      for (let index = 0; index < vectorCount; index++) {
        const at = data.getUint32(vectorsAt + index * 8, true);
        const byteCount = data.getUint32(vectorsAt + index * 8 + 4, true);
        state.write(file === STDERR, new Uint8Array(data.buffer, at, byteCount));
        written += byteCount;
      }
      data.setUint32(countAt, written, true);
      return OK;
    },
    fd_seek(file: number, offset: bigint, whence: number, positionAt: number) {
      if (!isOpen(file)) return EBADF;
      // What the server's program prints goes into a pipe.
      if (file !== STDIN) return ESPIPE;
      const from = [0, state.stdinAt, stdin.length][whence];
      const position = from === undefined ? -1 : from + Number(offset);
      if (position < 0) return EINVAL;
      state.stdinAt = position;
      view().setBigUint64(positionAt, BigInt(position), true);
      return OK;
    },
    fd_tell(file: number, positionAt: number) {
      if (file !== STDIN) return isOpen(file) ? ESPIPE : EBADF;
      view().setBigUint64(positionAt, BigInt(state.stdinAt), true);
      return OK;
    },
    fd_fdstat_get(file: number, at: number) {
      if (!isOpen(file)) return EBADF;
      const data = view();
      // Of a terminal, which has another type, each line would be written by itself.
      data.setUint32(at, REGULAR_FILE, true);
      data.setUint32(at + 4, 0, true);
      data.setBigUint64(at + 8, ALL_RIGHTS, true);
      data.setBigUint64(at + 16, 0n, true);
      return OK;
    },
    fd_filestat_get(file: number, at: number) {
      if (!isOpen(file)) return EBADF;
      new Uint8Array(view().buffer, at, 64).fill(0);
      view().setUint8(at + 16, REGULAR_FILE);
      view().setBigUint64(at + 24, 1n, true);
      view().setBigUint64(at + 32, BigInt(file === STDIN ? stdin.length : 0), true);
      return OK;
    },
    fd_close: (file: number) => (isOpen(file) ? OK : EBADF),
    fd_prestat_get: () => EBADF,
    path_open() {
      state.doubt('files');
      return ENOENT;
    },
  };
}

function clockCalls(state: RunState, view: () => DataView): Record<string, Call> {
  const nowNs = (clock: number) =>
    BigInt(Math.round((clock === CLOCK_REALTIME ? Date.now() : performance.now()) * 1_000)) * 1_000n;
  return {
    clock_res_get(_clock: number, at: number) {
      view().setBigUint64(at, 1_000n, true);
      return OK;
    },
    clock_time_get(clock: number, _precision: bigint, at: number) {
      view().setBigUint64(at, nowNs(clock), true);
      return OK;
    },
    /** Only sleeping: by waiting until the frame ends the worker, or the time is over. */
    poll_oneoff(inAt: number, outAt: number, count: number, countAt: number) {
      const data = view();
      let wait: { until: bigint; clock: number; user: bigint } | undefined;
      for (let index = 0; index < count; index++) {
        const at = inAt + index * SUBSCRIPTION_BYTES;
        if (data.getUint8(at + 8) !== 0) return ENOSYS;
        const clock = data.getUint32(at + 16, true);
        const timeout = data.getBigUint64(at + 24, true);
        const until = (data.getUint16(at + 40, true) & 1) === 1 ? timeout : nowNs(clock) + timeout;
        if (!wait || until < wait.until) wait = { until, clock, user: data.getBigUint64(at, true) };
      }
      if (!wait) return EINVAL;
      state.doubt('sleeping');
      while (nowNs(wait.clock) < wait.until);
      new Uint8Array(data.buffer, outAt, EVENT_BYTES).fill(0);
      data.setBigUint64(outAt, wait.user, true);
      data.setUint32(countAt, 1, true);
      return OK;
    },
  };
}
