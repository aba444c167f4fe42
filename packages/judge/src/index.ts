export { checkerOfFlags, LENIENT_CHECKER } from './checkOutput.js';
export { type CompiledProgram, type CompileJob, compileProgram } from './compileProgram.js';
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
export { createJudge, type JudgeOptions } from './createJudge.js';
export { createProver } from './proveLanguage.js';
export { type ProgramRun, type RunJob, runProgram } from './runProgram.js';
export {
  checkerOfPackage,
  judgingTaskOfPackage,
  limitsOfPackage,
  type VerifyOptions,
  type VerifyRow,
  verifyPackage,
} from './verifyPackage.js';
