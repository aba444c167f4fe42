/**
 * Follows the open submissions of connected users, because events are a courtesy and the
 * database is the truth: an event may be lost when a worker dies, a server ends a
 * submission in its sweep, or the queue's connection breaks. A submission that has been
 * quiet for a while is looked up and news of it sent. The place in the queue comes from
 * here too.
 */
import { isFinal, type StatusUpdate } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { SubmissionStore } from '@letscode/store';
import { updateOf } from './present-state.js';

type Update = StatusUpdate['data'];

/** Users looked up in one round. */
const MAX_USERS = 50;
/** Places in the queue told of one user's submissions in one round. */
const MAX_POSITIONS = 10;

export interface FollowerOptions {
  submissions: Pick<SubmissionStore, 'listOpenByUser' | 'find'>;
  queue: Pick<QueueClient, 'position'>;
  /** How long a submission must be quiet before it is looked up, in ms. */
  quietMs: number;
  now: () => number;
  deliver: (userId: string, update: Update) => void;
}

interface Followed {
  userId: string;
  heardAtMs: number;
  latest: Update;
}

export class Follower {
  readonly #options: FollowerOptions;
  readonly #followed = new Map<string, Followed>();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Takes note of news that went to the user. */
  heard(userId: string, update: Update): void {
    if (isFinal(update.status)) this.#followed.delete(update.submissionId);
    else this.#followed.set(update.submissionId, { userId, heardAtMs: this.#options.now(), latest: update });
  }

  forgetUser(userId: string): void {
    for (const [id, followed] of this.#followed) if (followed.userId === userId) this.#followed.delete(id);
  }

  /** One round over those that were quiet. */
  async look(): Promise<void> {
    const { now, quietMs } = this.#options;
    const byUser = new Map<string, [string, Followed][]>();
    for (const entry of this.#followed) {
      const [, followed] = entry;
      if (now() - followed.heardAtMs < quietMs) continue;
      const entries = byUser.get(followed.userId);
      if (entries) entries.push(entry);
      else if (byUser.size < MAX_USERS) byUser.set(followed.userId, [entry]);
    }
    for (const [userId, entries] of byUser) await this.#lookAtUser(userId, entries);
  }

  async #lookAtUser(userId: string, entries: [string, Followed][]): Promise<void> {
    const open = new Map((await this.#options.submissions.listOpenByUser(userId)).map((row) => [row.id, row]));
    let positionCount = 0;
    for (const [id, followed] of entries) {
      // An event that came while we looked is newer than what we read.
      if (this.#followed.get(id) !== followed) continue;
      const row = open.get(id) ?? (await this.#options.submissions.find(id));
      if (!row) {
        this.#followed.delete(id);
        continue;
      }
      const update = updateOf(row);
      if (update.status === 'Queued' && positionCount < MAX_POSITIONS) {
        positionCount += 1;
        const queuePosition = await this.#options.queue.position(id);
        if (queuePosition !== undefined) update.queuePosition = queuePosition;
      }
      if (this.#followed.get(id) !== followed) continue;
      this.#tell(userId, update, followed.latest);
    }
  }

  #tell(userId: string, update: Update, latest: Update): void {
    if (isNews(update, latest)) this.#options.deliver(userId, update);
    this.heard(userId, update);
  }
}

function isNews(update: Update, latest: Update): boolean {
  if (update.status !== latest.status) return true;
  return update.status === 'Queued'
    ? update.queuePosition !== latest.queuePosition
    : (update.currentTest ?? 0) !== (latest.currentTest ?? 0);
}
