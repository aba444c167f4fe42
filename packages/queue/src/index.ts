export { openQueueClient } from './client.js';
export * from './contract.js';
export { openQueueWorker } from './worker.js';
