/** A profile as text that people can read: a group a line, or its names in lines of their own. */
import type { CallGroup, DockerProfile } from './docker-profile.js';

const WIDTH = 120;

export function formatProfile(profile: DockerProfile): string {
  const { syscalls, archMap, ...head } = profile;
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${inline(value)},`);
  const architectures = archMap.map((each) => `    ${inline(each)}`);
  const groups = syscalls.map((group) => formatGroup(group));
  return `{\n${lines.join('\n')}\n  "archMap": [\n${architectures.join(',\n')}\n  ],\n  "syscalls": [\n${groups.join(',\n')}\n  ]\n}\n`;
}

function formatGroup(group: CallGroup): string {
  const whole = `    ${inline(group)}`;
  if (whole.length <= WIDTH || (group.args && group.comment === undefined)) return whole;
  const { comment, names, ...rest } = group;
  const head = comment === undefined ? '' : `      "comment": ${inline(comment)},\n`;
  const tail = Object.entries(rest).map(([key, value]) => `${inline(key)}: ${inline(value)}`);
  return `    {\n${head}      "names": ${formatNames(names)},\n      ${tail.join(', ')}\n    }`;
}

function formatNames(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 4 + 8 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${inline(name)}`;
    else lines.push(inline(name));
  }
  return lines.length > 1 ? `[\n        ${lines.join(',\n        ')}\n      ]` : `[${lines[0] ?? ''}]`;
}

/** JSON with a space after commas and colons. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
  return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : '{}';
}
