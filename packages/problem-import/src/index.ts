export { type ImportOutcome, type ImportStore, importPackage } from './import-package.js';
export { hashOfFile } from './package-files.js';
