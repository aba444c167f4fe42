/** What scripts/record-profiles.mjs wrote, and what a profile says to a call: shared by the tests of profiles. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CallGroup, Condition, DockerProfile } from '../../src/profile-source/docker-profile.js';
import { WATCHED_ARGUMENTS } from '../../src/recorder.js';

export const FOLDER = fileURLToPath(new URL('../../profiles/', import.meta.url));

/** A call that programs made, with the arguments that the recorder watches. */
export interface MadeCall {
  name: string;
  arguments: number[];
  /** For the message of a test. */
  programs: string;
}

interface RecordFile {
  languages: Record<string, { recordedWith: string; calls: Record<string, string>; refused: Record<string, string> }>;
}

export function readProfile(name: string): DockerProfile {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8')) as DockerProfile;
}

/** Calls that were carried out under this profile, whichever the language. */
export function recordedCalls(profile: string): MadeCall[] {
  const path = `${FOLDER}recorded/${profile}.json`;
  if (!existsSync(path)) return [];
  const { languages } = JSON.parse(readFileSync(path, 'utf8')) as RecordFile;
  return Object.values(languages).flatMap(({ calls }) =>
    Object.entries(calls).map(([call, programs]) => {
      const [name = '', ...values] = call.split(' ');
      return { name, arguments: values.map(Number), programs };
    }),
  );
}

/** Whether a group speaks of this call; conditions on arguments that nobody watched count as not met. */
export function covers(group: CallGroup, call: Pick<MadeCall, 'name' | 'arguments'>): boolean {
  return group.names.includes(call.name) && (group.args ?? []).every((condition) => isMet(condition, call));
}

function isMet(condition: Condition, call: Pick<MadeCall, 'name' | 'arguments'>): boolean {
  const place = WATCHED_ARGUMENTS[call.name]?.indexOf(condition.index) ?? -1;
  const value = BigInt(call.arguments[place] ?? -1);
  if (value < 0n) return false;
  const wanted = BigInt(condition.value);
  if (condition.op === 'SCMP_CMP_EQ') return value === wanted;
  if (condition.op === 'SCMP_CMP_NE') return value !== wanted;
  return (value & wanted) === BigInt(condition.valueTwo ?? 0);
}
