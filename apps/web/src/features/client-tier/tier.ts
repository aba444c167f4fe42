/** The page's one client tier: made when it is first wanted, kept warm from then on. */

import { engines, frameUrl } from 'virtual:engines';
import { ClientTier, ENGINE_OF, type EngineId, type EngineParts, type RunLanguage } from '@letscode/browser-runtime';

let tier: ClientTier | undefined;

export function clientTier(): ClientTier {
  tier ??= new ClientTier({ frameUrl, loadEngine, document });
  return tier;
}

/** The engine and its build, such as `javascript-3d954e22f9`. */
export function engineName(engine: EngineId): string {
  return /([\w-]+)\.js$/.exec(engines[engine]?.script ?? '')?.[1] ?? engine;
}

export function engineOf(language: string): EngineId | undefined {
  const engine = Object.hasOwn(ENGINE_OF, language) ? ENGINE_OF[language as RunLanguage] : undefined;
  return engine && engines[engine] ? engine : undefined;
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
