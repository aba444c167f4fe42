/** What the hostile suites share: a sandbox, canaries beside it, and at the end a look at what was touched or left behind. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { openSandbox, type Sandbox } from '../src/index.js';
import { type Box, cgroupsOf, descendantsOf, makeBox } from './box-fixture.js';
import { type Canaries, setCanaries } from './hostile-canaries.js';

export interface HostileStage {
  sandbox: Sandbox;
  box: Box;
  canaries: Canaries;
}

/** To be called at the top of a test file; the stage is filled in before its first test. */
export function setStage(laneCount: number): HostileStage {
  const stage = {} as HostileStage;
  let helperPid: number | undefined;
  beforeAll(async () => {
    stage.canaries = await setCanaries();
    const others = helpers();
    stage.sandbox = await openSandbox({ laneCount });
    stage.box = makeBox(() => stage.sandbox);
    helperPid = helpers().find((pid) => !others.includes(pid));
  });
  afterAll(async () => {
    await stage.sandbox.close();
    stage.box.remove();
    try {
      stage.canaries.expectUntouched();
    } finally {
      await stage.canaries.remove();
    }
    expect(helperPid).toBeDefined();
    expect(descendantsOf(helperPid ?? 0)).toEqual([]);
    expect(cgroupsOf(helperPid ?? 0)).toEqual([]);
  });
  return stage;
}

function helpers(): number[] {
  return descendantsOf(process.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('letscode-box'),
  );
}
