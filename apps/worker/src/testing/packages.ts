/** Packages for the worker's tests, stored file by file as an import does. */
import { createHash } from 'node:crypto';
import { DEFAULT_LIMITS, type Limits } from '@letscode/core';
import type { PackageFileEntry, Store } from '@letscode/store';

/**
 * @param files path → content
 * @param options.stored path → a blob that is there already, in place of the content
 */
export async function putPackage(
  store: Store,
  id: string,
  files: Record<string, string>,
  {
    limits = DEFAULT_LIMITS,
    hasTimeLimit = true,
    stored = {},
  }: { limits?: Limits; hasTimeLimit?: boolean; stored?: Record<string, { sha256: string; byteCount: number }> } = {},
): Promise<void> {
  const entries: PackageFileEntry[] = [];
  for (const [path, text] of Object.entries(files).sort()) {
    const sha256 = await store.blobs.put(Buffer.from(text));
    entries.push({ path, ...(stored[path] ?? { sha256, byteCount: Buffer.byteLength(text) }) });
  }
  await store.problems.upsert({
    detail: {
      id,
      title: id,
      tags: [],
      triedCount: 0,
      solvedCount: 0,
      statement: '',
      statementLanguage: 'en',
      samples: [],
      testCount: 0,
      limits: { cpuTimeMs: limits.cpuTimeMs, memoryBytes: limits.memoryBytes, outputBytes: limits.outputBytes },
    },
    limits,
    files: entries,
    hasTimeLimit,
    packageSha256: createHash('sha256').update(JSON.stringify(entries)).digest('hex'),
  });
}
