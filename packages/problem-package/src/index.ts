export type {
  PackageLimits,
  PackageSubmission,
  PackageTest,
  ProblemPackage,
  Statement,
  Validation,
} from './contract.js';
export { type ProblemYaml, parseProblemYaml } from './problem-yaml.js';
export { readPackage } from './read-package.js';
