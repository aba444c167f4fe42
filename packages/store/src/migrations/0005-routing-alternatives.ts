/** What spoke against the tiers that a submission did not go to. */
export const sql = `
ALTER TABLE submissions ADD COLUMN alternatives jsonb;
`;
