/** The page's script in the tests: the client tier as the app uses it, reachable from outside. */
import { ClientTier, type EngineId, judgeRun, type RunJob } from '../../src/index.js';

const tier = new ClientTier({ frameUrl: '/runner', loadEngine, document });

type Bundled = { script: string; assets: Record<string, string> };

async function loadEngine(engine: EngineId) {
  const engines = (await (await fetch('/engines.json')).json()) as Record<string, Bundled>;
  const parts = engines[engine] as Bundled;
  const assets = await Promise.all(
    Object.entries(parts.assets).map(
      async ([name, file]) => [name, await (await fetch(`/engines/${file}`)).arrayBuffer()] as const,
    ),
  );
  const script = await (await fetch(`/engines/${parts.script}`)).text();
  return { script, assets: Object.fromEntries(assets) };
}

type Request = Omit<RunJob, 'stdin'> & { input: string; expected?: string; moduleBase64?: string };

function bytesOf(base64: string): ArrayBuffer {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return bytes.buffer;
}

Object.assign(window, {
  tier,
  async judge({ input, expected, moduleBase64, ...job }: Request) {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const module = moduleBase64 === undefined ? {} : { module: bytesOf(moduleBase64) };
    const end = await tier.run({ ...job, ...module, stdin: bytes(input) });
    const judgement = await judgeRun(end, {
      timeLimitMs: job.timeLimitMs,
      expected: expected === undefined ? undefined : bytes(expected),
      comparison: { caseSensitive: false, spaceChangeSensitive: false },
    });
    return { ...end, ...judgement, stdout: new TextDecoder('utf-8', { ignoreBOM: true }).decode(end.stdout) };
  },
});
