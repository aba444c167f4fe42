import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTierPage, type TierPage } from './support/tier-page.js';

let tier: TierPage;
beforeAll(async () => {
  tier = await openTierPage();
});
afterAll(() => tier?.close());

describe('JavaScript in the browser', () => {
  it('runs hello', async () => {
    const end = await tier.run({ code: 'console.log("hello", [1, { a: 2 }])' });
    expect(end).toMatchObject({ kind: 'exited', exitCode: 0, stdout: 'hello [ 1, { a: 2 } ]\n' });
  });
});
