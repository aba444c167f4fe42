/** `letscode rejudge`: judge finished submissions again on the running server, look at the difference, apply it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError, type Rejudging, rejudgeResponseSchema, rejudgingSchema } from '@letscode/core';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { askServer, serverUrl } from '../server-client.js';

interface RejudgeOptions {
  apply?: boolean;
  json?: boolean;
}

const POLL_MS = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Changed submissions that a person is shown one by one. */
const SHOWN_COUNT = 50;

export function rejudgeCommand(context: CommandContext): Command {
  return new Command('rejudge')
    .description('judge the finished submissions of a problem, or one submission, again and show what changes')
    .argument('<problem|submission>', "a problem's id, or a submission's")
    .option('--apply', 'put the new verdicts in the place of the old ones; without it they are dropped')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (what: string, options: RejudgeOptions) => {
      const url = await serverUrl(context);
      const body = UUID.test(what) ? { submissionId: what } : { problemId: what };
      const { rejudgingId, submissionCount } = rejudgeResponseSchema.parse(
        await askServer(context, url, 'POST', '/api/rejudge', body),
      );
      const path = `/api/rejudge/${rejudgingId}`;
      if (!options.json) writeLine(context, `Judging ${submissionCount} again …`);
      const judged = await finished(context, url, path);
      const end = options.apply && judged.stage === 'Judged' ? 'apply' : 'discard';
      const ended = rejudgingSchema.parse(await askServer(context, url, 'POST', `${path}/${end}`, {}));
      if (options.json) writeJson(context, ended);
      else print(context, ended);
      if (ended.failedCount > 0) context.exitCode = 2;
    });
}

/** Waits for the end; a command that is stopped leaves nothing to be applied. */
async function finished(context: CommandContext, url: string, path: string): Promise<Rejudging> {
  for (;;) {
    const found = rejudgingSchema.parse(await askServer(context, url, 'GET', path));
    if (found.stage !== 'Queued' && found.stage !== 'Running') return found;
    await sleep(POLL_MS, undefined, { signal: context.signal }).catch(() => {});
    if (!context.signal.aborted) continue;
    await askServer(context, url, 'POST', `${path}/discard`, {});
    throw new LetscodeError('internal', 'stopped; the rejudging was dropped');
  }
}

function print(context: CommandContext, rejudging: Rejudging): void {
  const { transitions, changes, changedCount, totalCount, failedCount, message, stage } = rejudging;
  for (const { from, to, count } of transitions.filter((each) => each.from !== each.to)) {
    writeLine(context, `${String(count).padStart(6)}  ${from} → ${to}`);
  }
  for (const { submissionId, userId, old, new: after } of changes.slice(0, SHOWN_COUNT)) {
    writeLine(context, `  ${submissionId}  ${userId.padEnd(20)} ${shown(old)} → ${shown(after)}`);
  }
  if (changedCount > SHOWN_COUNT) writeLine(context, `  and ${changedCount - SHOWN_COUNT} more`);
  if (failedCount > 0) writeLine(context, `${failedCount} could not be judged: ${message ?? 'see the log'}`);
  const what = stage === 'Applied' ? 'changed' : 'would change; --apply puts them in place';
  writeLine(context, `${changedCount} of ${totalCount} ${what}`);
}

function shown({ status, score }: Rejudging['changes'][number]['old']): string {
  return score === undefined ? status : `${status} (${score})`;
}
