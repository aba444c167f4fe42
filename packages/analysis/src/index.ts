export * from './compiler-messages.js';
export * from './strategy.js';
