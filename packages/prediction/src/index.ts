export * from './back-test.js';
export * from './language-model.js';
export * from './load-model.js';
export * from './synthetic-history.js';
