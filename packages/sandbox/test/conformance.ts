/**
 * What every backend of the sandbox must do: one suite, run on each (conformance.test.ts, docker/conformance.test.ts).
 *
 * Only `RunSpec` in and `RunReport` out. The programs are the shell's and small C programs; a backend whose root is an
 * image brings /bin/sh and the tools named in docker/images.json, and gcc for runs of phase `compile`.
 */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Sandbox } from '../src/index.js';
import { makeBox } from './box-fixture.js';
import { describeCollection } from './conformance/collected.js';
import { describeEnds } from './conformance/ends.js';
import { describeWhatIsGiven } from './conformance/given.js';
import { describeJoined } from './conformance/joined.js';
import { PROGRAMS } from './conformance/programs.js';
import type { Suite } from './conformance/suite.js';

/** @param open a fresh sandbox of two lanes; closed by the suite */
export function describeSandbox(name: string, open: () => Promise<Sandbox>): void {
  describe(name, () => {
    const suite = {
      emptyFolder(folderName) {
        const folder = suite.box.path(folderName);
        mkdirSync(folder, { mode: 0o755 });
        return folder;
      },
    } as Suite;

    beforeAll(async () => {
      suite.sandbox = await open();
      suite.box = makeBox(() => suite.sandbox);
      for (const [program, source] of Object.entries(PROGRAMS))
        suite.box.compile(suite.box.file(`${program}.c`, source), program, ['-static']);
    });

    afterAll(async () => {
      await suite.sandbox?.close();
      suite.box?.remove();
    });

    describeWhatIsGiven(suite);
    describeEnds(suite);
    describeCollection(suite);
    describeJoined(suite);
  });
}
