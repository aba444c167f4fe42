/**
 * Programs that use what a copy of a Node.js with all its threads could get wrong: threads, event loops, descriptors, the
 * end; `[what they do, code]`.
 */
export const COPIED_PROGRAMS: [string, string][] = [
  [
    'read files in the thread pool',
    'const fs = require("fs"); for (let i = 0; i < 8; i++) fs.readFile(__filename, (e, d) => console.log(e, d.length));',
  ],
  [
    'read files with promises',
    'const { readFile, writeFile, stat } = require("fs").promises; (async () => { await writeFile("x", "abc"); console.log(await readFile("x", "utf8"), (await stat("x")).size); })()',
  ],
  [
    'compress',
    'const z = require("zlib"); z.gzip("x".repeat(100000), (e, d) => z.gunzip(d, (e, t) => console.log(e, d.length < 1000, t.length))); console.log(z.inflateSync(z.deflateSync("now")).toString(), z.brotliDecompressSync(z.brotliCompressSync("b")).toString())',
  ],
  [
    'compress a stream',
    'const z = require("zlib"); process.stdin.pipe(z.createGzip()).pipe(z.createGunzip()).on("data", (d) => console.log(String(d)))',
  ],
  [
    'hash and encrypt',
    'const c = require("crypto"); console.log(c.createHash("sha256").update("a").digest("hex")); c.pbkdf2("p", "s", 1000, 16, "sha512", (e, k) => console.log(e, k.toString("hex"))); c.scrypt("p", "s", 16, (e, k) => console.log(e, k.toString("hex")));',
  ],
  [
    'make keys',
    'require("crypto").generateKeyPair("ec", { namedCurve: "P-256" }, (e, a, b) => console.log(e, a.type, b.type))',
  ],
  [
    'take chance',
    'const c = require("crypto"); const seen = new Set(); for (let i = 0; i < 1000; i++) seen.add(c.randomUUID()).add(Math.random()); c.randomBytes(8, (e, b) => console.log(e, b.length, seen.size))',
  ],
  [
    'use WebCrypto',
    'crypto.subtle.digest("SHA-256", new Uint8Array(3)).then((d) => console.log(Buffer.from(d).toString("hex")))',
  ],
  [
    'compile WebAssembly',
    'const b = Buffer.from("0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b", "hex"); console.log(new WebAssembly.Instance(new WebAssembly.Module(b)).exports.add(2, 3)); WebAssembly.instantiate(b).then((m) => console.log(m.instance.exports.add(4, 5)))',
  ],
  [
    'fault in WebAssembly',
    'const b = Buffer.from("0061736d010000000105016000017f03020100050301000107050101660000" + "0a0b010900" + "417f2802000b".padEnd(12, "0"), "hex"); try { new WebAssembly.Instance(new WebAssembly.Module(b)).exports.f(); } catch (e) { console.log(e.name, e.message); }',
  ],
  [
    'run a worker',
    'const { Worker, isMainThread, parentPort, workerData, threadId } = require("worker_threads"); if (isMainThread) { const w = new Worker(__filename, { workerData: 20 }); w.on("message", (m) => console.log("from worker", m)); w.on("exit", (c) => console.log("worker ended", c)); } else { const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); parentPort.postMessage([fib(workerData), threadId, process.execArgv]); }',
  ],
  [
    'run several workers on shared memory',
    'const { Worker, isMainThread, workerData } = require("worker_threads"); if (isMainThread) { const s = new Int32Array(new SharedArrayBuffer(4)); let left = 3; for (let i = 0; i < 3; i++) new Worker(__filename, { workerData: s }).on("exit", () => { if (--left === 0) console.log(s[0]); }); } else for (let i = 0; i < 10000; i++) Atomics.add(workerData, 0, 1);',
  ],
  [
    'throw in a worker',
    'const { Worker } = require("worker_threads"); const w = new Worker("throw new Error(\\"in worker\\")", { eval: true }); w.on("error", (e) => console.log("caught", e.message)); w.on("exit", (c) => console.log(c));',
  ],
  [
    'end while a worker runs',
    'const { Worker } = require("worker_threads"); new Worker("for (;;);", { eval: true }).on("online", () => { console.log("up"); process.exit(5); });',
  ],
  [
    'terminate a worker',
    'const { Worker } = require("worker_threads"); const w = new Worker("for (;;);", { eval: true }); w.on("online", () => w.terminate().then((c) => console.log("ended", c)));',
  ],
  [
    'talk over a message channel',
    'const { port1, port2 } = new MessageChannel(); port2.onmessage = (e) => { console.log(e.data); port2.close(); }; port1.postMessage({ a: new Map([[1, 2]]) });',
  ],
  [
    'wait with Atomics',
    'const a = new Int32Array(new SharedArrayBuffer(4)); console.log(Atomics.wait(a, 0, 0, 20)); const w = Atomics.waitAsync?.(a, 0, 0, 20); if (w) w.value.then((v) => console.log(v)); setTimeout(() => {}, 60)',
  ],
  [
    'use timers of all kinds',
    'const t = require("timers/promises"); (async () => { await t.setTimeout(5); let n = 0; for await (const x of t.setInterval(2, "x")) if (++n === 3) break; console.log(n, await t.setImmediate("y")); const i = setInterval(() => { clearInterval(i); console.log("once"); }, 1); })()',
  ],
  [
    'collect garbage',
    'let keep = []; for (let i = 0; i < 3e6; i++) { keep.push({ i, s: "x" + i }); if (keep.length > 1e5) keep = []; } console.log(keep.length)',
  ],
  [
    'fill a large heap',
    'const a = []; for (let i = 0; i < 2e6; i++) a.push([i, i + 1]); console.log(a.length, a[1999999][1])',
  ],
  ['run hot loops', 'let s = 0; for (let i = 0; i < 5e7; i++) s = (s + i * 7) % 1000003; console.log(s)'],
  [
    'run hot functions until they are optimised',
    'function f(a, b) { return a.x * b + (a.y ?? 0); } let s = 0; for (let i = 0; i < 2e7; i++) s += f(i % 3 ? { x: i } : { x: i, y: 2 }, 2); console.log(s)',
  ],
  [
    'be told of what was collected',
    'const r = new FinalizationRegistry((v) => console.log("gone", v)); r.register({}, 1); let junk = []; for (let i = 0; i < 100 && junk; i++) junk = Array.from({ length: 1e5 }, () => ({})); console.log(new WeakRef({}) instanceof WeakRef); process.exit(0)',
  ],
  ['run out of heap', 'const a = []; for (;;) a.push(new Array(1e5).fill(a.length));'],
  [
    'run code in another context',
    'const vm = require("vm"); console.log(vm.runInNewContext("x * 2", { x: 21 }), vm.runInThisContext("typeof require"))',
  ],
  [
    'stop code that takes too long',
    'try { require("vm").runInNewContext("for (;;);", {}, { timeout: 50 }); } catch (e) { console.log(e.code); }',
  ],
  [
    'make streams',
    'const { pipeline, Readable, Transform } = require("stream"); pipeline(Readable.from(["a", "b"]), new Transform({ transform(c, _, f) { f(null, String(c).toUpperCase()); } }), process.stdout, (e) => { if (e) console.error(e); })',
  ],
  [
    'read a file as a stream',
    'let n = 0; require("fs").createReadStream(__filename).on("data", (d) => (n += d.length)).on("close", () => console.log(n))',
  ],
  [
    'write a file as a stream',
    'const fs = require("fs"); const w = fs.createWriteStream("y"); for (let i = 0; i < 1000; i++) w.write("line " + i + "\\n"); w.end(() => console.log(fs.statSync("y").size))',
  ],
  [
    'iterate over standard input',
    '(async () => { let n = 0; for await (const c of process.stdin) n += c.length; console.log(n); })()',
  ],
  [
    'ask questions',
    'const r = require("readline/promises").createInterface({ input: process.stdin }); (async () => { console.log(await r.question("? ")); console.log(await r.question("? ")); r.close(); })()',
  ],
  [
    'read synchronously by pieces',
    'const fs = require("fs"); const b = Buffer.alloc(5); let n, s = ""; while ((n = fs.readSync(0, b, 0, 5, null)) > 0) s += b.toString("utf8", 0, n); console.log(JSON.stringify(s))',
  ],
  ['pipe standard input through', 'process.stdin.pipe(process.stdout)'],
  [
    'open /dev/stdin',
    'const fs = require("fs"); const f = fs.openSync("/dev/stdin"); console.log(fs.readFileSync(f, "utf8"), f > 2)',
  ],
  [
    'write to both streams in turns',
    'for (let i = 0; i < 500; i++) { process.stdout.write("out " + i + "\\n"); process.stderr.write("err " + i + "\\n"); }',
  ],
  [
    'write much without waiting',
    'process.stdout.write("é".repeat(500000)); process.stdout.write("end\\n", () => process.exit(2))',
  ],
  [
    'write when they end',
    'process.on("exit", (c) => { console.log("exit", c, process.exitCode); process.exitCode = 9; }); process.on("beforeExit", () => console.log("before"));',
  ],
  ['throw when they end', 'process.on("exit", () => { throw new Error("at the end"); })'],
  [
    'fault in the handler of faults',
    'process.on("uncaughtException", () => { throw new Error("again"); }); throw new Error("first")',
  ],
  ['end at once', 'console.log("x"); process.reallyExit(6)'],
  ['reject after a while', 'setTimeout(() => Promise.reject(new TypeError("late")), 5)'],
  [
    'listen to rejections',
    'process.on("unhandledRejection", (e) => { console.log("rejected", e.message); process.exitCode = 3; }); Promise.reject(new Error("x"))',
  ],
  ['warn', 'process.emitWarning("careful"); process.on("warning", (w) => console.log(w.message))'],
  [
    'interrupt themselves',
    'process.on("SIGINT", () => { console.log("int"); process.exit(130); }); setTimeout(() => process.kill(process.pid, "SIGINT"), 5); setTimeout(() => {}, 5000)',
  ],
  ['are killed by their own signal', 'process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 5000)'],
  [
    'start the inspector',
    'const i = require("inspector"); const s = new i.Session(); s.connect(); s.post("Runtime.evaluate", { expression: "6 * 7" }, (e, r) => console.log(e, r.result.value))',
  ],
  [
    'look at performance',
    'const { performance, PerformanceObserver, monitorEventLoopDelay } = require("perf_hooks"); const h = monitorEventLoopDelay({ resolution: 1 }); h.enable(); setTimeout(() => { h.disable(); console.log(h.max > 0, performance.now() < 30000, performance.eventLoopUtilization().utilization <= 1); }, 20)',
  ],
  [
    'keep something over waits',
    'const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(); s.run(7, () => setTimeout(() => Promise.resolve().then(() => console.log(s.getStore())), 2))',
  ],
  [
    'copy deeply',
    'console.log(structuredClone({ a: new Date(0), b: new Set([1n]), c: /x/g, d: new Error("e").message }))',
  ],
  [
    'decode',
    'console.log(new TextDecoder("utf-16le").decode(new Uint8Array([65, 0])), new URL("http://ü.de/?a=1").href, new Intl.DateTimeFormat("de", { timeZone: "UTC" }).format(0))',
  ],
  [
    'look at their memory',
    'const m = process.memoryUsage(); console.log(m.rss > 1e7, m.heapTotal > m.heapUsed, require("v8").getHeapStatistics().heap_size_limit)',
  ],
  [
    'look at the machine',
    'const os = require("os"); console.log(os.hostname(), os.tmpdir(), os.EOL, process.ppid, process.getuid(), process.geteuid(), process.getgroups?.().length)',
  ],
  [
    'look at their number',
    'console.log(process.pid === Number(require("fs").readlinkSync("/proc/self")), process.pid > 1)',
  ],
  [
    'watch nothing',
    'const a = new AbortController(); require("timers").setTimeout(() => a.abort(), 5); a.signal.addEventListener("abort", () => console.log("aborted"))',
  ],
  ['resolve names in vain', 'require("dns").lookup("example.org", (e) => console.log(Boolean(e)))'],
  [
    'be an ES module that waits for files',
    '// module\nimport { readFile } from "node:fs/promises";\nimport { setTimeout as sleep } from "node:timers/promises";\nconst text = await readFile("/dev/stdin", "utf8");\nawait sleep(3);\nconsole.log(text.length, import.meta.filename ?? "none");\nprocess.exitCode = 2;',
  ],
  ['read JSON as a module', 'require("fs").writeFileSync("/work/a.json", "[1]"); console.log(require("/work/a.json"))'],
  [
    'look at handles when they have printed',
    'const look = () => console.log(process._getActiveHandles().length, process.getActiveResourcesInfo()); look(); look(); console.error("x"); look(); process.stdin.on("data", look);',
  ],
  [
    'look at listeners and hooks when they have printed',
    'console.log(process.eventNames(), process.stdout.eventNames(), process.stdout._type, process.stdout.fd, process.stdout.writableLength, process.stderr._type, process.stdin.constructor.name);',
  ],
];
