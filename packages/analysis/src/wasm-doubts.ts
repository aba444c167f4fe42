/**
 * What in a C, C++ or Rust program may come out otherwise as a WebAssembly module in the browser than as the server's
 * program: a program with any such place is the server's to judge.
 *
 * The two differ in what is 64 bits wide (long, size_t, pointers), in the standard library (libc++ and musl here,
 * libstdc++ and glibc there) and in what a browser lacks. Places are found by patterns over the source without its
 * comments and with empty literals; formats are looked for in the literals alone. That finds too many rather than too
 * few, and never needs more than a few passes over the text.
 *
 * What only a run can tell (a deep recursion, much memory, a wild address) is the engine's to doubt.
 */

import { C_RULES, type DoubtRule, RUST_RULES } from './wasm-doubt-rules.js';
import { splitSource } from './wasm-source.js';

export interface WasmDoubt {
  /** A word that stays the same: `long`, `ties`, … */
  reason: string;
  /** From 1. */
  line: number;
  /** For a person. */
  message: string;
}

/** Longer ones are generated, or meant to be slow. */
const MAX_CODE_LENGTH = 65_536;

/** Each reason once, with its first place. Nothing for a language that is not compiled for browsers. */
export function wasmDoubts(language: string, code: string): WasmDoubt[] {
  const rules = language === 'rust' ? RUST_RULES : language === 'c' || language === 'cpp' ? C_RULES : [];
  if (rules.length === 0) return [];
  if (code.length > MAX_CODE_LENGTH)
    return [{ reason: 'size', line: 1, message: 'a program of this length is the server’s' }];
  const source = splitSource(code, language === 'rust');
  const doubts = new Map<string, WasmDoubt>();
  for (const rule of rules) {
    if (doubts.has(rule.reason)) continue;
    const at = placeOf(rule, source);
    if (at === undefined) continue;
    doubts.set(rule.reason, { reason: rule.reason, line: lineAt(source.code, at), message: rule.message });
  }
  return [...doubts.values()];
}

function placeOf({ find, where = 'code' }: DoubtRule, source: { code: string; literals: string }): number | undefined {
  const text = source[where];
  if (typeof find === 'function') return find(text);
  const match = find.exec(text);
  return match ? match.index : undefined;
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < at; index = text.indexOf('\n', index + 1)) line++;
  return line;
}
