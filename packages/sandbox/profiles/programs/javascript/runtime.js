// Workers, shared memory, timers, promises, chance, garbage, wasm, regular expressions, dates, big numbers, deep recursion.
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const crypto = require('node:crypto');
const os = require('node:os');
const zlib = require('node:zlib');
const { promisify } = require('node:util');
const { performance } = require('node:perf_hooks');
const vm = require('node:vm');

if (!isMainThread) {
  Atomics.add(new Int32Array(workerData), 0, 5);
  Atomics.notify(new Int32Array(workerData), 0);
  parentPort.postMessage('done');
} else main().catch((error) => { console.error(error); process.exit(1); });

function worker() {
  const shared = new SharedArrayBuffer(4);
  return new Promise((resolve, reject) => {
    const thread = new Worker(__filename, { workerData: shared });
    thread.on('error', reject);
    thread.on('exit', () => resolve(new Int32Array(shared)[0]));
  });
}

async function main() {
  const sums = await Promise.all([worker(), worker()]);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
  await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => { const timer = setInterval(() => { clearInterval(timer); resolve(); }, 1); });
  process.nextTick(() => {});
  crypto.randomBytes(16); crypto.randomUUID(); crypto.createHash('sha256').update('x').digest('hex');
  await promisify(crypto.pbkdf2)('a', 'b', 1000, 32, 'sha256');
  await promisify(crypto.randomBytes)(64);
  zlib.gunzipSync(await promisify(zlib.gzip)('x'.repeat(100000)));
  for (let i = 0; i < 200; i++) new Array(100000).fill({ i });
  const big = new Float64Array(8_000_000).fill(1.5); const text = []; for (let i = 0; i < 500000; i++) text.push(String(i) + 'é✓');
  const map = new Map(); for (let i = 0; i < 300000; i++) map.set(i, [i]);
  global.gc?.();
  const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1)); const deep = depth(9000);
  let overflow = false; try { (function f() { f(); })(); } catch { overflow = true; }
  new WebAssembly.Memory({ initial: 10, maximum: 100 }).grow(5);
  new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  vm.runInNewContext('1 + 1'); eval('1+1'); new Function('return 1')();
  new Date().toLocaleString('de-DE', { timeZone: 'Europe/Berlin' }); new Intl.NumberFormat('fr').format(1e6); 'é'.normalize('NFD'); ['b', 'ä'].sort(new Intl.Collator('sv').compare);
  structuredClone({ a: [1n] }); 2n ** 5000n; /(a+)+b/.test('aaaaaaaaaaaaaaaaaaac'); performance.now(); process.hrtime.bigint();
  os.cpus(); os.totalmem(); os.freemem(); os.hostname(); os.platform(); os.uptime(); os.loadavg(); os.tmpdir(); os.homedir(); os.release(); os.availableParallelism();
  process.memoryUsage(); process.resourceUsage(); process.cpuUsage(); process.uptime(); process.version; process.umask(); process.getuid(); process.getgid(); process.title; process.cwd(); process.pid; process.ppid;
  let signaled = false; process.on('SIGUSR2', () => { signaled = true; }); process.kill(process.pid, 'SIGUSR2');
  while (!signaled) await new Promise((resolve) => setTimeout(resolve, 1));
  process.on('exit', () => console.log(sums.join() === '5,5' && deep === 9000 && overflow && big.length + text.length > 0 ? 'ok' : 'wrong'));
  console.error('a word to nobody');
  process.exit(0);
}
