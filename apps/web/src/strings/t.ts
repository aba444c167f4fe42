/** Looks a text up in the catalogue and fills it in. */
import { en, type StringKey } from './en.js';

type Params = Record<string, string | number>;

const plurals = new Intl.PluralRules('en');

/** @param params values for the `{name}` places; `n` also chooses between singular and plural */
export function t(key: StringKey, params: Params = {}): string {
  const entry: string | { one: string; other: string } = en[key];
  const text = typeof entry === 'string' ? entry : plurals.select(Number(params.n)) === 'one' ? entry.one : entry.other;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (name in params ? String(params[name]) : place));
}
