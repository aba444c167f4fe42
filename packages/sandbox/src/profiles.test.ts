import { LetscodeError } from '@letscode/core';
import { expect, test } from 'vitest';
import { profileFileName, profileFrame, rulesOf } from './profiles.js';

test('the phase selects the variant, and an unknown name takes the general profile', () => {
  expect(profileFileName('python', 'run')).toBe('python');
  expect(profileFileName('cpp', 'compile')).toBe('compile');
  expect(profileFileName('java', 'compile')).toBe('java-compile');
  expect(profileFileName('brainfuck', 'run')).toBe('default');
  expect(() => profileFileName('../c', 'run')).toThrow(LetscodeError);
});

test('a profile whose default allows is refused', () => {
  expect(() => rulesOf({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [] }, 'bad')).toThrow('default action must kill');
});

test('the beginning of a comment says what the format has no word for', () => {
  const group = (comment: string, action: string) => ({ comment, action, names: ['execve'] });
  const rules = rulesOf(
    {
      defaultAction: 'SCMP_ACT_KILL_PROCESS',
      syscalls: [
        group('start: of the program', 'SCMP_ACT_ALLOW'),
        group('unrecorded: a reason', 'SCMP_ACT_ALLOW'),
        group('quiet: a probe', 'SCMP_ACT_ERRNO'),
        group('refused', 'SCMP_ACT_ERRNO'),
      ],
    },
    'own',
  );
  expect(rules).toEqual(['start 1 execve', 'allow 1 execve', 'quiet 1 execve', 'refuse 1 execve']);
});

test('a compile step has a narrower profile than the general one where its language has its own', async () => {
  const namesAllowed = async (name: string) =>
    (await profileFrame(name))
      .filter(([, rule]) => /^(?:allow|start) /.test(rule))
      .map(([, rule]) => rule.split(' ')[2]);
  expect(await namesAllowed('python-compile')).not.toContain('vfork');
  expect(await namesAllowed('compile')).toContain('vfork');
});
