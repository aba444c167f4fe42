export {
  type ArtifactStore,
  type CompilationsUnderWay,
  type KeptCompilation,
  withArtifactCache,
} from './artifact-cache.js';
export { checkerOfFlags, LENIENT_CHECKER } from './check-output.js';
export { type CompiledModule, compileModule, createModuleProver, type ModuleParts } from './compile-module.js';
export { type CompiledProgram, type CompileJob, compileProgram } from './compile-program.js';
export type {
  Checker,
  Judge,
  JudgeOutcome,
  JudgingHooks,
  JudgingTask,
  JudgingTest,
  Program,
  RunsPrograms,
  SourceFile,
} from './contract.js';
export { createJudge, type JudgeOptions } from './create-judge.js';
export {
  type ModuleToolchain,
  type ModuleToolchainOptions,
  type ModuleToolchainResult,
  openModuleToolchain,
} from './open-module-toolchain.js';
export { type Preparation, type PreparationOptions, prepareToolchain } from './prepare-toolchain.js';
export { createProver } from './prove-language.js';
export { type ProgramRun, type RunJob, runProgram } from './run-program.js';
export { checkerOfPackage, judgingTaskOfPackage, limitsOfPackage } from './task-of-package.js';
export { withTimeLimit } from './verify/derive-time-limit.js';
export type { VerifyOptions } from './verify/judge-reference.js';
export {
  deriveTimeLimit,
  type VerifyRow,
  type VerifyTimes,
  verifyPackage,
} from './verify/verify-package.js';
