/** The page's one client tier: made when it is first wanted, kept warm from then on. */

import { engines } from 'virtual:engines';
import { ClientTier, type EngineId, type EngineParts } from '@letscode/browser-runtime';

let tier: ClientTier | undefined;

export function clientTier(): ClientTier {
  tier ??= new ClientTier({ frameUrl: '/runner', loadEngine, document });
  return tier;
}

/** Size of what is fetched for an engine, in bytes before compression. */
export function engineByteCount(engine: EngineId): number {
  return engines[engine]?.byteCount ?? 0;
}

export function engineOf(language: string): EngineId | undefined {
  if (language === 'javascript' || language === 'typescript') return engines.javascript && 'javascript';
  if (language === 'python') return engines.python && 'python';
  return undefined;
}

async function loadEngine(engine: EngineId): Promise<EngineParts> {
  const parts = engines[engine];
  if (!parts) throw new Error(`There is no engine ${engine}`);
  const [script, ...assets] = await Promise.all([parts.script, ...Object.values(parts.assets)].map(fetchBytes));
  const names = Object.keys(parts.assets);
  return {
    script: new TextDecoder().decode(script),
    assets: Object.fromEntries(names.map((name, index) => [name, assets[index] as ArrayBuffer])),
  };
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.arrayBuffer();
}
