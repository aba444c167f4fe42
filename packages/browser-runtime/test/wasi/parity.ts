/**
 * Every program on the client tier in Chromium and on the server's: what the browser judges itself must come out the
 * same, to the byte and to the exit code. What is left to the server must be what the source, the compiler or the run
 * gives away.
 */
import { constants } from 'node:os';
import { wasmDoubts } from '@letscode/analysis';
import type { TestResponse } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunLanguage } from '../../src/protocol.js';
import { openTierPage, type TierPage } from '../support/tier-page.js';
import { type NativeServer, openNativeServer } from './server.js';

export interface NativeProgram {
  name: string;
  code: string;
  input?: string;
  /** Why the source alone sends it to the server: a reason of `wasmDoubts`. */
  doubtful?: string;
  /** Why its run does; `compile`: it is not compiled for browsers at all. */
  leftToServer?: string;
}

export function describeParity(language: RunLanguage, title: string, programs: readonly NativeProgram[]): void {
  describe(title, () => {
    let tier: TierPage;
    let server: NativeServer;
    beforeAll(async () => {
      [tier, server] = await Promise.all([openTierPage(), openNativeServer(language)]);
    }, 120_000);
    afterAll(() => Promise.all([tier?.close(), server?.close()]));

    /** Bytes go through the page's door as text. */
    const onTier = async ({ code, input = '' }: NativeProgram) => {
      const { result, bytes } = await server.compile(code);
      if (!bytes) return { compileOutput: result.output };
      const job = { language, code: '', moduleBase64: bytes.toString('base64'), memoryBytes: 256 * 1024 * 1024 };
      return tier.judge(job, input);
    };

    const judged = programs.filter(({ doubtful, leftToServer }) => !doubtful && !leftToServer);
    it.each(judged.map((program) => [program.name, program] as const))('agree on %s', async (_name, program) => {
      expect(wasmDoubts(language, program.code)).toEqual([]);
      const here = await onTier(program);
      const there = await server.run(program.code, program.input);
      expect(here).toMatchObject({
        stdout: there.output,
        exitCode: exitCodeOf(there),
        isSure: true,
        verdict: there.status === 'OK' ? 'Accepted' : 'Runtime Error',
      });
    });

    const doubtful = programs.filter((program) => program.doubtful);
    it.each(doubtful.map((program) => [program.name, program] as const))(
      'leave %s to the server by its source',
      (_name, program) => {
        expect(wasmDoubts(language, program.code).map(({ reason }) => reason)).toContain(program.doubtful);
      },
    );

    const left = programs.filter((program) => program.leftToServer);
    it.each(left.map((program) => [program.name, program] as const))(
      'leave %s to the server by its run',
      async (_name, program) => {
        const here = await onTier(program);
        if (program.leftToServer === 'compile') expect(here).toHaveProperty('compileOutput');
        else expect(here).toMatchObject({ isSure: false, reason: program.leftToServer });
      },
    );
  });
}

/** As a shell tells it. */
function exitCodeOf({ exitCode, signal }: TestResponse): number {
  return exitCode ?? 128 + constants.signals[signal as NodeJS.Signals];
}
