export { ClientTier, ClientTierFault } from './page/client-tier.js';
export { type Judgement, judgeRun } from './page/judge-run.js';
export { ENGINE_OF, type EngineId, type EngineParts, type RunEnd, type RunJob, type RunLanguage } from './protocol.js';
