export * from './analyze-code.js';
export * from './circumstances.js';
export * from './code-facts.js';
export * from './compiler-messages.js';
export * from './objections.js';
export * from './policy.js';
export * from './replay.js';
export * from './strategy.js';
export { type WasmDoubt, wasmDoubts } from './wasm-doubts.js';
