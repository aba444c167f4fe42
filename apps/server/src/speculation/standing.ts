/**
 * Whether something is done for a user who has not asked for it. The one place where that is decided: drafts are
 * compiled and boxes warmed for those alone who are in good standing.
 */
import type { ViolationStore } from '@letscode/store';

export interface Standing {
  isGood(userId: string): Promise<boolean>;
}

/**
 * Good is who has no violation record of late, such as that of results from the browser which the server found false
 * again and again. What they ask for themselves is done as for anybody.
 */
export function standingByViolations(violations: Pick<ViolationStore, 'isOnRecord'>): Standing {
  return { isGood: async (userId) => !(await violations.isOnRecord(userId)) };
}
