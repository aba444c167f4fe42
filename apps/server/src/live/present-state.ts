/** What a user who has just connected must know: open submissions, and those finished a moment ago. */
import { isFinal, type StatusUpdate, type SubmissionSummary } from '@letscode/core';
import type { SubmissionStore } from '@letscode/store';

type Update = StatusUpdate['data'];

/** Finished ones are told again for this long: a reconnecting client may have missed the end. */
const RECENT_MS = 10 * 60_000;
const MAX_RECENT = 10;

export function updateOf(submission: Omit<SubmissionSummary, 'queuePosition'>): Update {
  const { id, problemId, status, strategy, client, currentTest, testCount, verdict } = submission;
  return {
    submissionId: id,
    problemId,
    status,
    strategy,
    ...(client === undefined ? {} : { client }),
    ...(currentTest === undefined ? {} : { currentTest }),
    ...(testCount === undefined ? {} : { testCount }),
    ...(verdict === undefined ? {} : { verdict }),
  };
}

/** @returns oldest first, so that the newest is the last word */
export async function readPresentState(
  submissions: Pick<SubmissionStore, 'listOpenByUser' | 'listByUser'>,
  userId: string,
  now: number,
): Promise<Update[]> {
  // Open ones first: what finishes between the two reads is then in the second.
  const open = await submissions.listOpenByUser(userId);
  const recent = await submissions.listByUser(userId, { limit: MAX_RECENT });
  const finished = recent.filter(
    ({ status, finishedAt }) => isFinal(status) && finishedAt !== undefined && now - Date.parse(finishedAt) < RECENT_MS,
  );
  const finishedIds = new Set(finished.map(({ id }) => id));
  return [...finished, ...open.filter(({ id }) => !finishedIds.has(id))]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map(updateOf);
}
