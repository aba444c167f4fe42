export { type ReadArchiveOptions, readPackageArchive } from './archive/read-archive.js';
export { type ArchiveFormat, writePackageArchive } from './archive/write-archive.js';
export { checkPackage } from './check-package.js';
export { withConstants } from './constants.js';
export type {
  PackageFile,
  PackageFormat,
  PackageLimits,
  PackageNote,
  PackageSubmission,
  PackageTest,
  ProblemKind,
  ProblemPackage,
  SampleInteraction,
  Statement,
  SubmissionRule,
  Validation,
} from './contract.js';
export { readPackage } from './read-package.js';
export {
  type MarkdownStatement,
  type StatementOptions,
  statementAsMarkdown,
} from './statement/statement-as-markdown.js';
