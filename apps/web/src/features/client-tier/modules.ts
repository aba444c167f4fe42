/**
 * The WebAssembly module of a C, C++ or Rust program: compiled by the server, kept here, so that the next Run of the same
 * program needs no server at all.
 *
 *     kept   in memory, and in the browser's cache under the SHA-256 of language and source, the latest MAX_KEPT of them
 */
import { wasmDoubts } from '@letscode/analysis';
import { type CompileResult, moduleResponseSchema } from '@letscode/core';
import { requestJson } from '../../api/requestJson.js';

export type ModuleAnswer =
  | { ok: true; module: ArrayBuffer }
  /**
   * The server's to judge. `reason` is a word, as in `RunEnd.doubts`; `message` is for a person. With `compile` the server
   * has done so: its compiler refuses the program.
   */
  | { ok: false; reason: string; message: string; compile?: CompileResult };

/** Its number changes when what was kept before must not be used any more. */
const CACHE_NAME = 'letscode-modules-2';
const MAX_KEPT = 100;
const MAX_IN_MEMORY = 10;

const answers = new Map<string, Promise<ModuleAnswer>>();

/**
 * A program that does not compile here may compile there, by another compiler: that is an answer too.
 *
 * @throws ApiError when the server could not be asked, or compiles nothing for browsers
 */
export function moduleOf(language: string, code: string): Promise<ModuleAnswer> {
  const key = `${language}\n${code}`;
  const known = answers.get(key);
  if (known) return known;
  const answer = findModule(language, code, key);
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  for (const oldest of answers.keys()) if (answers.size > MAX_IN_MEMORY) answers.delete(oldest);
  return answer;
}

/** Whether the module is here without asking the server to compile. */
export async function isModuleHere(language: string, code: string): Promise<boolean> {
  const key = `${language}\n${code}`;
  if (answers.has(key)) return true;
  return (await (await openKept(key))?.read()) !== undefined;
}

async function findModule(language: string, code: string, key: string): Promise<ModuleAnswer> {
  const [doubt] = wasmDoubts(language, code);
  if (doubt) return { ok: false, reason: doubt.reason, message: `Line ${doubt.line}: ${doubt.message}` };
  const kept = await openKept(key);
  const found = await kept?.read();
  if (found) return { ok: true, module: found };
  const made = await requestJson('/api/modules', moduleResponseSchema, { method: 'POST', body: { language, code } });
  if (!made.ok || made.moduleId === undefined) {
    return { ok: false, reason: 'compile', message: made.output, ...(made.compile ? { compile: made.compile } : {}) };
  }
  const response = await fetch(`/api/modules/${made.moduleId}`);
  if (!response.ok) throw new Error(`The module was not there: ${response.status}`);
  const module = await response.arrayBuffer();
  await kept?.write(module);
  return { ok: true, module };
}

interface Kept {
  read(): Promise<ArrayBuffer | undefined>;
  write(module: ArrayBuffer): Promise<void>;
}

/** Undefined where the browser has no cache for us: outside of secure pages, or when it is forbidden. */
async function openKept(key: string): Promise<Kept | undefined> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const cache = await caches.open(CACHE_NAME);
    const url = `/module-of-source/${hash}`;
    return {
      read: async () => (await cache.match(url))?.arrayBuffer(),
      async write(module) {
        // A full disk costs the next Run a request and nothing else.
        await cache.put(url, new Response(module)).catch(() => {});
        const urls = await cache.keys();
        for (const old of urls.slice(0, Math.max(0, urls.length - MAX_KEPT))) await cache.delete(old);
      },
    };
  } catch {
    return undefined;
  }
}
