/** A worker that is killed while it compiles what nobody has submitted yet. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finished, type Instance, post, startInstance } from '../support/instance.js';
import { isAlive } from '../support/processes.js';

const place = { problemId: 'double-it', userId: 'drafts-fault-test', language: 'cpp' };

/** Right, and long in the compiler, which works out every number of the list by itself. */
const SLOW = `#include <cstdio>
template <int seed> constexpr unsigned worked_out() {
  unsigned state = seed;
  for (int i = 0; i < 200000; i++) state = state * 1664525u + 1013904223u;
  return state;
}
constexpr unsigned numbers[] = {worked_out<1>(), worked_out<2>(), worked_out<3>(), worked_out<4>(),
                                worked_out<5>(), worked_out<6>(), worked_out<7>(), worked_out<8>()};
int main() {
  long long n;
  std::scanf("%lld", &n);
  std::printf("%lld\\n", numbers[n & 7] == 7 ? 0 : 2 * n);
}
`;
const OTHER = '#include <cstdio>\nint main() { long long n; std::scanf("%lld", &n); std::printf("%lld\\n", 2 * n); }\n';

let instance: Instance;

beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance?.stop());

const sendDraft = async (code: string) => (await post(`${instance.url}/api/drafts`, { ...place, code })).body.state;

async function counts(): Promise<Record<string, number>> {
  const status = (await (await fetch(`${instance.url}/api/status`)).json()) as {
    speculation: Record<string, number>;
  };
  return status.speculation;
}

async function judged(code: string) {
  const { status, body } = await post(`${instance.url}/api/submit`, { ...place, code });
  expect(status, JSON.stringify(body)).toBe(200);
  return finished(instance, body.submissionId as string, 120_000);
}

/** A process with all below it, those in boxes too. */
function treeOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const tree = [pid];
  for (const parent of tree) tree.push(...rows.filter(([, ppid]) => ppid === parent).map(([child]) => child));
  return tree;
}

describe('a worker that is killed while it compiles a draft', () => {
  it('leaves no process, no artifact and no draft behind, and what is submitted later gets its verdict', async () => {
    await eventually('a draft that is taken', async () => ((await sendDraft(SLOW)) === 'queued' ? true : undefined));
    await eventually('its compilation', async () => ((await counts()).startedCount ? true : undefined));
    const trees = instance.pidsOf('worker').flatMap(treeOf);
    // The worker, its helper, and the compiler in its box.
    expect(trees.length).toBeGreaterThan(3);
    expect(await counts()).toMatchObject({ startedCount: 1, pendingCount: 1 });
    for (const pid of instance.pidsOf('worker')) process.kill(pid, 'SIGKILL');
    await eventually('the end of all that it ran', () => (trees.some(isAlive) ? undefined : true));

    const other = await judged(OTHER);
    expect(other).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted' }, compile: { ok: true } });
    const own = await judged(SLOW);
    expect(own).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted' } });
    expect(own.compile).toMatchObject({ ok: true, cached: false });

    // Drafts go on, and the lost one counts as pending no more.
    const next = `// next\n${OTHER}`;
    await eventually('a compiled draft', async () => ((await sendDraft(next)) === 'ready' ? true : undefined));
    expect((await judged(next)).compile).toMatchObject({ ok: true, cached: true });
    expect((await counts()).pendingCount).toBe(0);
  });
});
