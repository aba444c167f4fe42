/** `{{name}}` in files of a package's author: validators, reference solutions, included files. */
import { withConstants } from '@letscode/problem-package';
import type { SourceFile } from './contract.js';

/** Byte for byte: a source need not be UTF-8. */
export function withConstantsIn(sources: SourceFile[], constants: Readonly<Record<string, string>>): SourceFile[] {
  if (Object.keys(constants).length === 0) return sources;
  return sources.map(({ name, content }) => {
    const text = Buffer.from(content).toString('latin1');
    return { name, content: Buffer.from(withConstants(text, constants), 'latin1') };
  });
}
