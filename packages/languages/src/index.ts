export { buildStarters } from './build-starters.js';
export type { CommandDefinition, LanguageDefinition, PreparationStep, ProgramDefinition } from './contract.js';
export { languageNamed, languageOfFile, languageOfSources } from './language-of-files.js';
export { loadLanguages } from './load-languages.js';
export {
  describeLanguage,
  type ProbedLanguages,
  type ProbeOptions,
  type ProofRecord,
  type ProveLanguage,
  probeLanguages,
} from './probe-languages.js';
export { type LanguageResolution, resolveLanguage } from './resolve-language.js';
export { type ArrangedSources, arrangeSources, isSourceOf, type NamedSource } from './source-names.js';
