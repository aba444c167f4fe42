export * from './contract.js';
export type { StoreOptions } from './database.js';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded/start.js';
export { openStore } from './open-store.js';
