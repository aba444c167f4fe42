export { buildStarters } from './build-starters.js';
export type { CommandDefinition, LanguageDefinition, PreparationStep, ProgramDefinition } from './contract.js';
export { languageOfFile, loadLanguages } from './load-languages.js';
export {
  describeLanguage,
  type ProbedLanguages,
  type ProbeOptions,
  type ProofRecord,
  type ProveLanguage,
  probeLanguages,
} from './probe-languages.js';
export { type LanguageResolution, resolveLanguage } from './resolve-language.js';
export { type SourceNames, sourceNamesOf } from './source-names.js';
