/**
 * How many programs one user, and one address, may start in a minute.
 * Counted in this process; with several servers each counts for itself.
 */
import { LetscodeError } from '@letscode/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimit {
  /** @throws LetscodeError `too_many_requests` with `retryAfterS` in its details */
  consume(kind: 'user' | 'address', key: string): Promise<void>;
}

/** @param perMinute requests of one user or address; 0 means no limit */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return { consume: async () => {} };
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return {
    async consume(kind, key) {
      try {
        await limiter.consume(`${kind}:${key}`);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const retryAfterS = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new LetscodeError(
          'too_many_requests',
          `More than ${perMinute} programs a minute from this ${kind}: try again in ${retryAfterS} s`,
          { details: { retryAfterS, limitPerMinute: perMinute } },
        );
      }
    },
  };
}
