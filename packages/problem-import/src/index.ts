export { exportPackage } from './export-package.js';
export { type ImportOutcome, type ImportStore, importArchive, importPackage } from './import-package.js';
