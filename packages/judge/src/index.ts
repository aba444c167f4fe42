export { checkerOfFlags, LENIENT_CHECKER } from './checkOutput.js';
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
export {
  checkerOfPackage,
  judgingTaskOfPackage,
  limitsOfPackage,
  type VerifyOptions,
  type VerifyRow,
  verifyPackage,
} from './verifyPackage.js';
