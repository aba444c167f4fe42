/**
 * domjudge-problem.ini: DOMjudge's settings of a problem, beside or instead of problem.yaml.
 *
 *     timelimit = 2.5        seconds; wins over .timelimit and problem.yaml
 *     name = Some Title      may stand in ' or "
 *     probid, short-name, externalid, color, points, allow_submit, allow_judge: a contest's business, left alone
 *     special_run, special_compare    programs of the judge's own store: not in the package, so refused
 *                                     unless the package brings its validator
 */
import type { Findings } from './findings.js';
import { nearestWord } from './yaml-file.js';

export interface DomjudgeIni {
  name?: string;
  timeLimitS?: number;
  /** Programs that only that DOMjudge has. */
  specialRun?: string;
  specialCompare?: string;
}

const OTHERS = ['probid', 'short-name', 'short_name', 'externalid', 'color', 'points', 'allow_submit', 'allow_judge'];
const OWN = ['name', 'timelimit', 'special_run', 'special_compare'];

export const INI_FILE = 'domjudge-problem.ini';

export function parseDomjudgeIni(text: string, findings: Findings): DomjudgeIni {
  const ini: DomjudgeIni = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const where = `${INI_FILE}:${index + 1}`;
    if (/^\s*(?:[;#[].*)?$/.test(line)) continue;
    const [, rawKey, rawValue] = /^\s*([A-Za-z_][\w-]{0,40})\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (rawKey === undefined || rawValue === undefined) {
      findings.warn(where, 'is no "key = value" and is ignored');
      continue;
    }
    const key = rawKey.toLowerCase().replace('special-', 'special_');
    const value = /^(['"])(.*)\1$/.exec(rawValue)?.[2] ?? rawValue;
    if (key === 'name') ini.name = value.slice(0, 200);
    else if (key === 'timelimit') ini.timeLimitS = Number(value === '' ? Number.NaN : value);
    else if (key === 'special_run') ini.specialRun = value;
    else if (key === 'special_compare') ini.specialCompare = value;
    else if (!OTHERS.includes(key)) {
      const meant = nearestWord(key, [...OWN, ...OTHERS]);
      findings.warn(where, `unknown key "${key}" is ignored${meant ? `; did you mean "${meant}"?` : ''}`);
    }
    if (key === 'timelimit' && !((ini.timeLimitS as number) >= 0.001 && (ini.timeLimitS as number) <= 86_400)) {
      findings.error(where, 'timelimit: must be a number of seconds from 0.001 to 86400');
      delete ini.timeLimitS;
    }
  }
  return ini;
}
