export type {
  PackageLimits,
  PackageSubmission,
  PackageTest,
  ProblemPackage,
  Statement,
  Validation,
} from './contract.js';
export { type ProblemYaml, parseProblemYaml } from './problemYaml.js';
export { readPackage } from './readPackage.js';
