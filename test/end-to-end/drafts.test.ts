/** What is compiled while it is typed is what Submit finds, through the whole of a real instance. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finished, type Instance, post, referenceSolution, startInstance } from '../support/instance.js';

const USER = 'drafts-test';
const PROBLEM = 'double-it';

let instance: Instance;

beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance?.stop());

const place = { problemId: PROBLEM, userId: USER };
const sendDraft = async (language: string, code: string) =>
  (await post(`${instance.url}/api/drafts`, { ...place, language, code })).body;

async function submitted(language: string, code: string) {
  const { body } = await post(`${instance.url}/api/submit`, { ...place, language, code });
  return { reasons: body.reasons as string[], view: await finished(instance, body.submissionId as string) };
}

async function counts(): Promise<Record<string, number>> {
  const status = (await (await fetch(`${instance.url}/api/status`)).json()) as {
    speculation: Record<string, number>;
  };
  return status.speculation;
}

describe('a draft', () => {
  it.each([
    ['cpp', 'accepted/double.cpp'],
    ['rust', 'accepted/double.rs'],
    ['java', 'accepted/Main.java'],
  ])('is found compiled when it is submitted, and counted as used (%s)', async (language, path) => {
    const code = referenceSolution(PROBLEM, path);
    const { usedCount = 0 } = await counts();
    // As an editor does whose user waits: asked again until it is compiled.
    await eventually('a compiled draft', async () =>
      (await sendDraft(language, code)).state === 'ready' ? true : undefined,
    );
    const { view, reasons } = await submitted(language, code);
    expect(view.verdict?.status).toBe('Accepted');
    expect(view.compile).toMatchObject({ ok: true, cached: true });
    expect(reasons).toContain('Compiled while it was typed');
    expect(await counts()).toMatchObject({ usedCount: usedCount + 1 });
  });

  it('lends nothing to other code, and does not change what its own deserves', async () => {
    const wrong = referenceSolution(PROBLEM, 'wrong_answer/int32.cpp');
    const other = await submitted('cpp', `// ${Date.now()}\n${wrong}`);
    expect(other.view.verdict?.status).toBe('Wrong Answer');
    expect(other.view.compile).toMatchObject({ ok: true, cached: false });
    await eventually('a compiled draft', async () =>
      (await sendDraft('cpp', wrong)).state === 'ready' ? true : undefined,
    );
    const { view } = await submitted('cpp', wrong);
    expect(view.compile).toMatchObject({ ok: true, cached: true });
    expect(view.verdict?.status).toBe('Wrong Answer');
  });
});
