/**
 * The tree that the test groups of a problem make of its tests.
 *
 * A test belongs to the deepest group whose path leads to it; a group to the
 * deepest other one whose path leads to it. Children stand in the order of their
 * first tests. A group without tests is no part of the tree: it has no say.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import type { TestGroup } from './scoring.js';

export interface GroupNode {
  group: TestGroup;
  /** Groups, and tests by their place in the order of judging. */
  children: (GroupNode | number)[];
}

/** The rules of a problem that isn't scored: the first test that is not Accepted ends all and decides. */
export const PASS_FAIL_GROUP: TestGroup = {
  name: '',
  verdictRule: 'first-error',
  scoreRule: 'sum',
  acceptScore: 0,
  rejectScore: 0,
  stopsAtReject: true,
  ignoresSamples: false,
  requires: [],
};

/**
 * @param testNames in the order of judging, e.g. `secret/group1/03-large`
 * @param groups in any order; one that is missing for `''` has the rules of PASS_FAIL_GROUP
 */
export function treeOfGroups(testNames: readonly string[], groups: readonly TestGroup[]): GroupNode {
  const whole: GroupNode = { group: groups.find(({ name }) => name === '') ?? PASS_FAIL_GROUP, children: [] };
  const byName = new Map(groups.map((group) => [group.name, group]));
  const nodes = new Map<string, GroupNode>([['', whole]]);
  const nodeAt = (path: string): GroupNode => {
    const existing = nodes.get(path);
    if (existing) return existing;
    const parent = nodeAt(folderOf(path));
    const group = byName.get(path);
    if (group === undefined) {
      nodes.set(path, parent); // a folder without rules of its own is its parent's
      return parent;
    }
    const node: GroupNode = { group, children: [] };
    parent.children.push(node);
    nodes.set(path, node);
    return node;
  };
  for (const [index, name] of testNames.entries()) nodeAt(folderOf(name)).children.push(index);
  return whole;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** All tests in a group and the groups below it, in order. */
export function testsBelow(child: GroupNode | number): number[] {
  return typeof child === 'number' ? [child] : child.children.flatMap(testsBelow);
}

/** The groups below this one, each before its children. */
export function groupsBelow(node: GroupNode): GroupNode[] {
  return node.children.flatMap((child) => (typeof child === 'number' ? [] : [child, ...groupsBelow(child)]));
}
