/**
 * Profiles against what programs were recorded to need: nothing is missing, and
 * nothing is allowed beyond it unless a reason is written beside it.
 */
import { expect, test } from 'vitest';
import { recordsOf } from '../../src/profile-source/compose-profile.js';
import type { CallGroup } from '../../src/profile-source/docker-profile.js';
import { PROFILE_SOURCES } from '../../src/profile-source/profile-sources.js';
import { covers, readProfile, recordedCalls } from './recorded-calls.js';

const names = Object.keys(PROFILE_SOURCES);
const allowGroups = (name: string) =>
  readProfile(name).syscalls.filter(({ action }: CallGroup) => action === 'SCMP_ACT_ALLOW');
const opening = (group: CallGroup) => /^(start|unrecorded): *(.*)$/.exec(group.comment ?? '');

test.each(names)('%s.json allows nothing that no recorded program needs, unless it says why', (name) => {
  const made = recordsOf(name).flatMap(recordedCalls);
  const idle = allowGroups(name)
    .filter((group) => !opening(group))
    .flatMap((group) =>
      group.names
        .filter((call) => !made.some((each) => each.name === call && covers(group, each)))
        .map((call) => `${call} (${group.comment})`),
    );
  expect(idle).toEqual([]);
});

test.each(names)('%s.json allows every call that its recorded programs need', (name) => {
  const allowed = allowGroups(name);
  const missing = recordsOf(name)
    .flatMap(recordedCalls)
    .filter((call) => !allowed.some((group) => covers(group, call)))
    .map((call) => `${call.name} ${call.arguments.join(' ')}: ${call.programs}`);
  expect(missing).toEqual([]);
});

test.each(names)('%s.json gives a reason in words for what was not recorded', (name) => {
  for (const group of allowGroups(name)) {
    const reason = opening(group)?.[2];
    if (reason !== undefined) expect(reason.split(' ').length, group.names.join()).toBeGreaterThan(3);
  }
});

test.each(names)('programs were recorded under %s.json', (name) => {
  expect(recordedCalls(name).length).toBeGreaterThan(20);
});
