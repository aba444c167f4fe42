/** `letscode replay`: what other policies of the router would have cost, over the submissions of the running server. */
import {
  analyzeCode,
  DEFAULT_POLICY,
  needsOfProblem,
  OTHER_POLICIES,
  type PolicyCost,
  replay,
  type StoredDecision,
  storedDecisionOf,
  wasmDoubts,
} from '@letscode/analysis';
import { openStore, type ProblemRules, type Store } from '@letscode/store';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { databaseUrl } from './import.js';
import { positiveInteger } from './positive-integer.js';

interface ReplayOptions {
  limit: number;
  runtimes?: string;
  json?: boolean;
}

/** Changed decisions that a person is shown one by one, of each policy. */
const SHOWN_COUNT = 5;

export function replayCommand(context: CommandContext): Command {
  return new Command('replay')
    .description('take the routing decisions of past submissions again, by this and by other policies')
    .option('--limit <n>', 'so many of the newest submissions', positiveInteger, 1_000)
    .option('--runtimes <list>', 'as if every caller could run these, by commas; else what it had said')
    .option('--json', 'print one JSON object and nothing else')
    .action(async ({ limit, runtimes, json }: ReplayOptions) => {
      const store = openStore(await databaseUrl(context));
      try {
        const decisions = await readDecisions(store, limit, runtimes?.split(','));
        const costs = replay(decisions, [DEFAULT_POLICY, ...OTHER_POLICIES]);
        if (json) writeJson(context, { submissionCount: decisions.length, policies: costs });
        else print(context, decisions.length, costs);
      } finally {
        await store.close();
      }
    });
}

async function readDecisions(
  { submissions, problems }: Pick<Store, 'submissions' | 'problems'>,
  limit: number,
  clientRuntimes: string[] | undefined,
): Promise<StoredDecision[]> {
  const rules = new Map<string, ProblemRules | undefined>();
  const decisions: StoredDecision[] = [];
  for (const id of await submissions.listCompleted(limit)) {
    const submission = await submissions.find(id);
    if (!submission) continue;
    const { problemId, code, language } = submission;
    if (!rules.has(problemId)) rules.set(problemId, await problems.findRules(problemId));
    const problem = rules.get(problemId);
    decisions.push(
      storedDecisionOf(submission, {
        code: await analyzeCode(code, language),
        moduleDoubts: wasmDoubts(language, code),
        ...(clientRuntimes ? { clientRuntimes } : {}),
        ...(problem ? { problem: needsOfProblem(problem) } : {}),
      }),
    );
  }
  return decisions;
}

function print(context: CommandContext, submissionCount: number, costs: readonly PolicyCost[]): void {
  writeLine(context, `${submissionCount} submissions, by policy:`);
  writeLine(context, '                  client   server   hybrid   never at the server   CPU time of the server');
  for (const { policy, counts, keptOffServerCount, serverCpuMs } of costs) {
    const columns = [counts.client, counts.server, counts.hybrid].map((count) => String(count).padStart(9)).join('');
    const seconds = `${(serverCpuMs / 1000).toFixed(1)} s`;
    writeLine(
      context,
      `${policy.padEnd(15)}${columns}${String(keptOffServerCount).padStart(22)}${seconds.padStart(25)}`,
    );
  }
  for (const { policy, changed } of costs) {
    if (changed.length === 0) continue;
    writeLine(context, `\n"${policy}" decides ${changed.length} otherwise than was decided:`);
    for (const { id, from, to, reasons, objections } of changed.slice(0, SHOWN_COUNT)) {
      writeLine(context, `  ${id}  ${from} → ${to}: ${reasons[0]}`);
      if (objections.length > 0) writeLine(context, `    had spoken against it: ${objections.join('; ')}`);
    }
  }
}
