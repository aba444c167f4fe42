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

test.each(['default', 'c', 'cpp', 'rust', 'python', 'javascript', 'java', 'java-compile', 'compile'])(
  '%s.json never allows what reaches beyond a box',
  async (name) => {
    const allowed = (await profileFrame(name)).map(([, rule]) => rule).filter((rule) => rule.startsWith('allow'));
    const names = allowed.map((rule) => rule.split(' ')[2]);
    expect(names).toContain('read');
    for (const call of [
      'socket',
      'ptrace',
      'mount',
      'unshare',
      'setns',
      'bpf',
      'keyctl',
      'io_uring_setup',
      'userfaultfd',
      'clone3',
    ])
      expect(names).not.toContain(call);
    // clone may never make a namespace, whatever else the profile permits
    for (const rule of allowed.filter((text) => / clone /.test(`${text} `)))
      expect(rule).toContain('SCMP_CMP_MASKED_EQ');
  },
);
