/**
 * Who judged a submission, told from what is known of it so far:
 *
 *     server    nothing was claimed by a browser
 *     both      the samples passed in the browser, the server judges all tests
 *     browser   a sample failed in the browser, and that stands
 *
 * Pure: the words are chosen here and shown by TierStory.
 */
import { isFinal } from '@letscode/core';
import type { Progress } from '../../live/progress.js';
import type { StringKey } from '../../strings/en.js';

export interface TierStory {
  ranBy: 'server' | 'both' | 'browser';
  sentence: StringKey;
  /** How much the verdict is worth: of a hint only while the server has not spoken. */
  standing: 'provisional' | 'confirmed' | 'overruled' | 'plain';
}

type Known = Pick<Progress, 'stage' | 'verdict' | 'client'> & {
  view?: Pick<NonNullable<Progress['view']>, 'strategy'> | undefined;
};

/** "Accepted (checking)": the samples passed in the browser, and the server has not judged yet. */
export function isProvisional({ stage, client }: Pick<Known, 'stage' | 'client'>): boolean {
  return !isFinal(stage) && client?.passed === true && client.state === 'checking';
}

export function tierStoryOf(known: Known): TierStory {
  const { stage, client, view } = known;
  if (!client) {
    const server = view?.strategy === 'hybrid' ? 'tier.hybrid' : 'tier.server';
    return { ranBy: 'server', sentence: isFinal(stage) ? server : 'tier.open', standing: 'plain' };
  }
  return client.passed ? storyOfSuccess(known) : storyOfFailure(client.state);
}

function storyOfSuccess({ stage, verdict, client }: Known): TierStory {
  if (!isFinal(stage)) return { ranBy: 'both', sentence: 'tier.checking', standing: 'provisional' };
  if (client?.state === 'disagreed') {
    return { ranBy: 'both', sentence: 'tier.passedHereOnly', standing: 'overruled' };
  }
  // The verdict comes a moment before the word on the claim.
  if (verdict?.status === 'Accepted') return { ranBy: 'both', sentence: 'tier.confirmed', standing: 'confirmed' };
  return { ranBy: 'both', sentence: client?.state === 'agreed' ? 'tier.agreed' : 'tier.judged', standing: 'plain' };
}

function storyOfFailure(state: NonNullable<Known['client']>['state']): TierStory {
  if (state === 'disagreed') return { ranBy: 'both', sentence: 'tier.failedHereOnly', standing: 'overruled' };
  if (state === 'agreed') return { ranBy: 'both', sentence: 'tier.failedTwice', standing: 'confirmed' };
  return { ranBy: 'browser', sentence: 'tier.failed', standing: 'plain' };
}
