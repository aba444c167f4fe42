/** Programs that look at what a Node.js that was started ahead could get wrong; `[what they do, code]`. */
export const JAVASCRIPT_PROGRAMS: [string, string][] = [
  ['print', 'console.log(1, "é", { a: [1, 2] }, null)'],
  ['print nothing', ''],
  ['read descriptor 0', 'console.log(require("fs").readFileSync(0, "utf8").split("\\n"))'],
  ['read /dev/stdin', 'console.log(require("fs").readFileSync("/dev/stdin", "utf8").length)'],
  [
    'read lines',
    'const l = require("readline").createInterface({ input: process.stdin }); l.on("line", (x) => console.log("<" + x + ">")); l.on("close", () => console.log("end"));',
  ],
  [
    'read lines as an iterator',
    '(async () => { for await (const x of require("readline").createInterface({ input: process.stdin })) console.log(x); })()',
  ],
  [
    'read events',
    'let s = ""; process.stdin.setEncoding("utf8"); process.stdin.on("data", (d) => (s += d)); process.stdin.on("end", () => console.log(s.length));',
  ],
  [
    'read readable',
    'process.stdin.on("readable", () => { let c; while ((c = process.stdin.read()) !== null) console.log(String(c)); });',
  ],
  [
    'look at their arguments',
    'console.log(process.argv, process.argv0, process.execArgv, process.execPath, process.title)',
  ],
  [
    'look at their module',
    'console.log(require.main === module, module.id, module.filename === __filename, module.paths[0], module.parent, module.children.length, module.loaded, Object.keys(require.cache).length, require.main.children.length)',
  ],
  [
    'look at this and globals',
    'console.log(this === module.exports, Object.getOwnPropertyNames(globalThis).sort().join(), Object.keys(process).sort().join())',
  ],
  ['look at the environment', 'console.log(Object.entries(process.env).sort(), process.cwd(), process.umask())'],
  [
    'look at handles',
    'console.log(process._getActiveHandles().length, process._getActiveRequests().length, process.getActiveResourcesInfo())',
  ],
  ['look at listeners', 'console.log(process.eventNames(), process.listenerCount("exit"))'],
  ['look at descriptors', 'console.log(require("fs").readdirSync("/proc/self/fd").length)'],
  ['look at a stack', 'console.log(new Error("x").stack)'],
  [
    'look at a long stack',
    'Error.stackTraceLimit = 100; (function f(n) { if (n === 0) console.log(new Error("x").stack); else f(n - 1); })(20)',
  ],
  [
    'look at the time since their start',
    'console.log(performance.now() < 30000, process.uptime() < 30, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000, performance.now() >= 0)',
  ],
  [
    'look at the functions of time',
    'console.log(performance.now.name, performance.now.length, process.uptime.name, process.uptime.length, Object.getOwnPropertyDescriptor(Object.getPrototypeOf(performance), "now").enumerable, typeof performance.toJSON().timeOrigin)',
  ],
  ['wait', 'const t = Date.now(); setTimeout(() => console.log(Date.now() - t >= 49), 50)'],
  [
    'order their tasks',
    'setTimeout(() => console.log("timeout")); setImmediate(() => console.log("immediate")); process.nextTick(() => console.log("tick")); Promise.resolve().then(() => console.log("promise")); console.log("main");',
  ],
  ['throw', 'function f() { throw new TypeError("bad é"); }\nf();'],
  ['throw what is no error', 'throw { a: 1 }'],
  ['throw null', 'throw null'],
  ['reject', 'Promise.reject(new Error("nobody"))'],
  ['reject in an async function', 'async function main() { await null; JSON.parse("{"); }\nmain();'],
  ['throw in a timer', 'setTimeout(() => { throw new RangeError("late"); }, 1)'],
  ['throw with a cause', 'throw new Error("outer", { cause: new Error("inner") })'],
  ['have a syntax error', 'let x = ;'],
  ['assert', 'require("assert").strictEqual(1, 2)'],
  [
    'recurse without end',
    'const f = (n) => 1 + f(n + 1);\ntry { f(0); } catch (e) { console.log(e.name, e.message); }',
  ],
  ['recurse deeply', 'function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }\nconsole.log(f(100000))'],
  ['exit with 3', 'process.exit(3)'],
  ['set the exit code', 'process.exitCode = 4; console.log("x")'],
  [
    'listen to the exit',
    'process.on("exit", (c) => console.log("exit", c)); process.on("beforeExit", () => console.log("before"));',
  ],
  [
    'catch what nobody caught',
    'process.on("uncaughtException", (e, o) => console.log("caught", e.message, o)); null.x',
  ],
  ['abort', 'process.abort()'],
  ['kill themselves', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 10000)'],
  [
    'handle a signal',
    'process.on("SIGUSR2", () => { console.log("got it"); process.exit(0); }); process.kill(process.pid, "SIGUSR2"); setTimeout(() => {}, 10000)',
  ],
  ['write much and exit', 'process.stdout.write("x".repeat(300000)); console.error("err")'],
  ['write synchronously', 'require("fs").writeSync(1, "sync\\n"); console.log("x")'],
  ['wait for a promise that nothing settles', 'new Promise(() => {}).then(() => console.log("never"))'],
  [
    'be an ES module',
    '// module\nimport fs from "node:fs";\nconsole.log(fs.readFileSync(0, "utf8").length, import.meta.url.slice(-8), typeof require, typeof module, this);\nconst x = await Promise.resolve(7);\nconsole.log(x);',
  ],
  ['throw in an ES module', '// module\nimport "node:os";\nnull.x;'],
  ['wait for nothing in an ES module', '// module\nawait new Promise(() => {});'],
  ['import what is not there', 'require("./no-such-file")'],
  ['import what is not there in an ES module', '// module\nimport "./no-such-file.js";'],
  ['import dynamically', 'import("node:path").then((p) => console.log(p.join("a", "b")))'],
  ['use a worker or not', 'const { isMainThread } = require("worker_threads"); console.log(isMainThread)'],
  [
    'use buffers and big integers',
    'console.log(Buffer.from("é").toString("hex"), 2n ** 100n, Buffer.poolSize, new Uint8Array(3))',
  ],
  [
    'use Intl',
    'console.log(new Intl.NumberFormat("en").format(1234567.891), "é".localeCompare("f"), new Date(0).toISOString())',
  ],
  [
    'look at versions and memory',
    'console.log(process.version, process.arch, process.memoryUsage().rss > 0, require("v8").getHeapStatistics().heap_size_limit, require("os").EOL)',
  ],
];
