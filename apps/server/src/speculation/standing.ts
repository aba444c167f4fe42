/**
 * Whether something is done for a user who has not asked for it. The one place where that is decided: drafts are
 * compiled and boxes warmed for those alone who are in good standing.
 */
export interface Standing {
  isGood(userId: string): Promise<boolean>;
}

/** Where nobody is banned. */
export const EVERYBODY: Standing = { isGood: async () => true };
