/** From a profile's words to the Docker file: groups by theme, then what is refused. */
import { FAMILIES, FORMS, THEMES } from './call-catalogue.js';
import type { CallGroup, Condition, DockerProfile } from './docker-profile.js';
import {
  PROFILE_SOURCES,
  type ProfileSource,
  QUIET_EVERYWHERE,
  type QuietRefusal,
  UNRECORDED_EVERYWHERE,
} from './profile-sources.js';
import { REFUSALS } from './refused-calls.js';

const OTHER_FORMS =
  'other forms of what is allowed: another or older C library, or another processor, takes these instead';
const START = "start: the helper lets the program's first execve pass and no other; elsewhere this allows it";
const ELSEWHERE = 'what has no theme of its own';

const OF_OTHERS = "What other profiles allow and this one's programs never needed. Refused and reported.";
const ENOSYS = 38;

const words = (text: string): string[] => text.split(' ').filter(Boolean);
const EPERM = 1;

/** @throws TypeError for a word or a profile that nobody knows */
export function composeProfile(name: string): DockerProfile {
  const source = sourceOf(name);
  const needs = new Set(needsOf(source));
  if (source.execve === 'any') needs.add('execve');
  const allowed = new Set(needs);
  const groups = allowGroups([...needs]);
  const add = (reason: string, more: string[]) => {
    const fresh = more.filter((word) => !allowed.has(word));
    for (const word of fresh) allowed.add(word);
    groups.push(...plainGroups(`unrecorded: ${reason}`, fresh));
  };
  for (const [reason, text] of unrecordedOf(source)) add(reason, words(text));
  add(
    OTHER_FORMS,
    FORMS.map(words).flatMap((forms) => (forms.some((form) => allowed.has(form)) ? forms : [])),
  );
  if (source.execve === 'start') {
    groups.push({ comment: START, names: ['execve'], action: 'SCMP_ACT_ALLOW' });
    allowed.add('execve');
  }
  const quiet = quietGroups([...QUIET_EVERYWHERE, ...(source.quiet ?? [])], allowed);
  return {
    comment: source.comment,
    defaultAction: 'SCMP_ACT_KILL_PROCESS',
    defaultErrnoRet: EPERM,
    archMap: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'].map((architecture) => ({ architecture, subArchitectures: [] })),
    syscalls: [...groups, ...quiet, ...familyRefusals(allowed), ...plainRefusals(allowed, quiet)],
  };
}

/** Names of the profiles whose records tell what `name` needs. */
export function recordsOf(name: string): string[] {
  return [name, ...(sourceOf(name).includes ?? []).flatMap(recordsOf)];
}

function sourceOf(name: string): ProfileSource {
  const source = PROFILE_SOURCES[name];
  if (!source) throw new TypeError(`there is no source of a profile ${name}`);
  return source;
}

function included(source: ProfileSource): ProfileSource[] {
  return (source.includes ?? []).map(sourceOf);
}

function needsOf(source: ProfileSource): string[] {
  return [...words(source.needs), ...included(source).flatMap(needsOf)];
}

function unrecordedOf(source: ProfileSource): [reason: string, text: string][] {
  return [
    ...Object.entries(source.unrecorded ?? {}),
    ...included(source).flatMap((other) => Object.entries(other.unrecorded ?? {})),
    ...Object.entries(UNRECORDED_EVERYWHERE),
  ];
}

/** One group a theme, and one for each word with a condition. */
function allowGroups(wanted: string[]): CallGroup[] {
  const themes = Object.entries(THEMES).map(([comment, text]) => ({ comment, all: words(text) }));
  const homeless = wanted.filter((word) => !word.includes(':') && !themes.some((theme) => theme.all.includes(word)));
  const conditioned = wanted.filter((word) => word.includes(':') && !themes.some((theme) => theme.all.includes(word)));
  return [
    ...themes.flatMap(({ comment, all }) =>
      plainGroups(
        comment,
        all.filter((word) => wanted.includes(word)),
      ),
    ),
    ...plainGroups(ELSEWHERE, homeless),
    ...plainGroups('what decides is the argument', conditioned),
  ];
}

function plainGroups(comment: string, wanted: string[]): CallGroup[] {
  const plain = wanted.filter((word) => !word.includes(':'));
  const groups: CallGroup[] = plain.length > 0 ? [{ comment, names: plain, action: 'SCMP_ACT_ALLOW' }] : [];
  for (const word of wanted.filter((each) => each.includes(':'))) {
    const [name = '', which = ''] = word.split(':');
    const conditions = FAMILIES[name]?.allowed[which];
    if (!conditions) throw new TypeError(`there is no call ${word}`);
    groups.push({ comment: `${comment} (${word})`, names: [name], action: 'SCMP_ACT_ALLOW', args: [...conditions] });
  }
  return groups;
}

function quietGroups(refusals: readonly QuietRefusal[], allowed: ReadonlySet<string>): CallGroup[] {
  return refusals.map(({ reason, errno, calls, leading }) => {
    const names = words(calls).filter((call) => !allowed.has(call));
    const group: CallGroup = { comment: `quiet: ${reason}`, names, action: 'SCMP_ACT_ERRNO', errnoRet: errno };
    const args = leading?.map((value, index): Condition => ({ index, value, op: 'SCMP_CMP_EQ' }));
    return args ? { ...group, args } : group;
  });
}

/** What is left of calls that are allowed with some arguments only. */
function familyRefusals(allowed: ReadonlySet<string>): CallGroup[] {
  return Object.entries(FAMILIES).flatMap(([name, family]) => {
    const which = Object.keys(family.allowed).filter((each) => allowed.has(`${name}:${each}`));
    const { errno, comment } = family;
    if (which.length === 0)
      return [{ comment, names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno } satisfies CallGroup];
    const left = family.refused.filter(({ unless }) => unless === undefined || !which.includes(unless));
    return left.map(({ when }, i): CallGroup => {
      const group: CallGroup = { names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno, args: [...when] };
      return i === 0 ? { comment, ...group } : group;
    });
  });
}

function plainRefusals(allowed: ReadonlySet<string>, quiet: readonly CallGroup[]): CallGroup[] {
  const settled = new Set([...allowed, ...Object.keys(FAMILIES)]);
  for (const group of quiet) if (!group.args) for (const name of group.names) settled.add(name);
  const groups = REFUSALS.map(({ comment, errno, calls }): CallGroup => {
    const names = words(calls).filter((call) => !settled.has(call));
    for (const name of names) settled.add(name);
    return { comment, names, action: 'SCMP_ACT_ERRNO', errnoRet: errno };
  });
  const rest = Object.values(THEMES)
    .flatMap(words)
    .filter((word) => !word.includes(':') && !settled.has(word));
  groups.push({ comment: OF_OTHERS, names: rest, action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS });
  return groups.filter((group) => group.names.length > 0);
}
