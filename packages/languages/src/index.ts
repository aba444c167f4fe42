export type { CommandDefinition, LanguageDefinition, ProgramDefinition } from './contract.js';
export { languageOfFile, loadLanguages } from './loadLanguages.js';
export {
  describeLanguage,
  type ProbedLanguages,
  type ProbeOptions,
  type ProofRecord,
  type ProveLanguage,
  probeLanguages,
} from './probeLanguages.js';
export { type LanguageResolution, resolveLanguage } from './resolveLanguage.js';
export { type SourceNames, sourceNamesOf } from './sourceNames.js';
